package org.hyperdex.storage.rows;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.PendingRecord;

/**
 * A pending record's bytes, without what its key says (region, object, version). The form belongs
 * to the disk: the one on the wire may change without it.
 */
final class PendingCodec {
  private static final byte FORM = 1;

  /** Who sent a write in an earlier life does not matter: whoever waits for it sends it again. */
  private static final long NO_SENDER = 0;

  private static final int FIXED_BYTES = 1 + 8 + 16 + 16 + 8 + 1 + 2 + 16 + 2 + 1;
  private static final int ELEMENT_BYTES = 9;
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final Role[] ROLES = Role.values();

  private PendingCodec() {}

  static int size(Propagate write) {
    return FIXED_BYTES
        + write.path().size() * ELEMENT_BYTES
        + write.row().map(Bytes::length).orElse(0);
  }

  static void encode(Propagate write, ByteBuffer to) {
    to.put(FORM).putLong(write.epoch());
    RegionKeys.putVersion(to, write.previous());
    to.putLong(write.operation().client()).putLong(write.operation().sequence());
    to.putLong(write.watermark());
    to.put(RegionKeys.code(write.outcome()));
    to.putShort((short) write.position());
    RegionKeys.putVersion(to, write.stable());
    to.putShort((short) write.path().size());
    for (PathElement element : write.path()) {
      to.putLong(element.region()).put(RegionKeys.code(element.role()));
    }
    to.put((byte) (write.row().isPresent() ? 1 : 0));
    write.row().ifPresent(row -> to.put(row.array()));
  }

  static PendingRecord decode(long region, Bytes key, Version version, ByteBuffer from) {
    try {
      byte form = from.get();
      if (form != FORM) {
        throw new StorageFailure("a pending write has the unknown form " + form);
      }
      long epoch = from.getLong();
      Version previous = RegionKeys.version(from);
      OperationId operation = new OperationId(from.getLong(), from.getLong());
      long watermark = from.getLong();
      Outcome outcome = OUTCOMES[from.get()];
      int position = Short.toUnsignedInt(from.getShort());
      Version stable = RegionKeys.version(from);
      int elements = Short.toUnsignedInt(from.getShort());
      List<PathElement> path = new ArrayList<>(elements);
      for (int i = 0; i < elements; i++) {
        path.add(new PathElement(from.getLong(), ROLES[from.get()]));
      }
      Optional<Bytes> row =
          from.get() == 1
              ? Optional.of(RegionKeys.bytes(from, from.remaining()))
              : Optional.empty();
      return new PendingRecord(
          new Propagate(
              region,
              epoch,
              key,
              version,
              previous,
              operation,
              watermark,
              outcome,
              row,
              List.copyOf(path),
              position,
              stable,
              NO_SENDER));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw new StorageFailure("a pending write of region " + region + " cannot be read");
    }
  }
}
