package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;

/** The bytes of what messages of several families contain. */
final class CommonFields {
  private static final Outcome[] OUTCOMES = Outcome.values();

  private CommonFields() {}

  static void encodeVersion(Version version, WireWriter out) {
    out.writeVarlong(version.epoch());
    out.writeVarlong(version.counter());
  }

  static Version decodeVersion(WireReader in) {
    return new Version(in.readVarlong(), in.readVarlong());
  }

  /** A client's number is random, so it takes its 8 bytes as they are. */
  static void encodeOperation(OperationId operation, WireWriter out) {
    out.writeLong(operation.client());
    out.writeVarlong(operation.sequence());
  }

  static OperationId decodeOperation(WireReader in) {
    return new OperationId(in.readLong(), in.readVarlong());
  }

  static void encodeKeys(List<Bytes> keys, WireWriter out) {
    out.writeVarint(keys.size());
    for (Bytes key : keys) {
      out.writeBytes(key);
    }
  }

  static List<Bytes> decodeKeys(WireReader in) {
    int count = in.readCount(1);
    // Grows with what is really there: an empty key takes one byte, its place in a list four.
    List<Bytes> keys = new ArrayList<>(Math.min(count, 1024));
    for (int i = 0; i < count; i++) {
      keys.add(in.readBytes());
    }
    return keys;
  }

  static void encodeStoredRow(StoredRow row, WireWriter out) {
    encodeVersion(row.version(), out);
    out.writeBytes(row.row());
  }

  static StoredRow decodeStoredRow(WireReader in) {
    return new StoredRow(decodeVersion(in), in.readBytes());
  }

  /** A path travels as its text, which is empty for most. */
  static void encodePath(DocumentPath path, WireWriter out) {
    out.writeString(path.text());
  }

  static DocumentPath decodePath(WireReader in) {
    String text = in.readString();
    try {
      return DocumentPath.parse(text);
    } catch (ValueException e) {
      throw new WireException(String.valueOf(e.getMessage()));
    }
  }

  static Outcome decodeOutcome(WireReader in) {
    return in.readEnum(OUTCOMES);
  }
}
