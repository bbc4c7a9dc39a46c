package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;

/** The bytes of a {@link ChainMessage}. */
final class ChainMessageCodec {
  private static final Role[] ROLES = Role.values();

  /** A region and a role. */
  private static final int MINIMUM_PATH_ELEMENT_BYTES = 2;

  private ChainMessageCodec() {}

  static void encode(ChainMessage message, WireWriter out) {
    switch (message) {
      case ChainMessage.Propagate propagate -> encodePropagate(propagate, out);
      case ChainMessage.Ack ack -> {
        out.writeByte(MessageCodec.ACK);
        out.writeVarlong(ack.region());
        out.writeVarlong(ack.epoch());
        out.writeBytes(ack.key());
        CommonFields.encodeVersion(ack.version(), out);
        out.writeVarint(ack.position());
      }
      case ChainMessage.Confirm confirm -> {
        out.writeByte(MessageCodec.CONFIRM);
        out.writeVarlong(confirm.region());
        out.writeVarlong(confirm.epoch());
        out.writeVarlong(confirm.token());
        out.writeLong(confirm.sender());
      }
      case ChainMessage.ConfirmAnswer answer -> {
        out.writeByte(MessageCodec.CONFIRM_ANSWER);
        out.writeVarlong(answer.region());
        out.writeVarlong(answer.epoch());
        out.writeVarlong(answer.token());
        out.writeLong(answer.sender());
      }
      case ChainMessage.Transfer transfer -> TransferCodec.encode(transfer, out);
      case ChainMessage.Scrub scrub -> ScrubCodec.encode(scrub, out);
    }
  }

  static ChainMessage decode(int tag, WireReader in) {
    return switch (tag) {
      case MessageCodec.PROPAGATE -> decodePropagate(in);
      case MessageCodec.ACK ->
          new ChainMessage.Ack(
              in.readVarlong(),
              in.readVarlong(),
              in.readBytes(),
              CommonFields.decodeVersion(in),
              in.readVarint());
      case MessageCodec.CONFIRM ->
          new ChainMessage.Confirm(
              in.readVarlong(), in.readVarlong(), in.readVarlong(), in.readLong());
      case MessageCodec.CONFIRM_ANSWER ->
          new ChainMessage.ConfirmAnswer(
              in.readVarlong(), in.readVarlong(), in.readVarlong(), in.readLong());
      default -> throw new WireException("unknown chain message tag " + tag);
    };
  }

  private static void encodePropagate(ChainMessage.Propagate propagate, WireWriter out) {
    out.writeByte(MessageCodec.PROPAGATE);
    encodeFields(propagate, out);
  }

  static void encodeFields(ChainMessage.Propagate propagate, WireWriter out) {
    out.writeVarlong(propagate.region());
    out.writeVarlong(propagate.epoch());
    out.writeBytes(propagate.key());
    CommonFields.encodeVersion(propagate.version(), out);
    CommonFields.encodeVersion(propagate.previous(), out);
    CommonFields.encodeOperation(propagate.operation(), out);
    out.writeVarlong(propagate.watermark());
    out.writeEnum(propagate.outcome());
    out.writeBoolean(propagate.row().isPresent());
    if (propagate.row().isPresent()) {
      out.writeBytes(propagate.row().get());
    }
    out.writeVarint(propagate.path().size());
    for (PathElement element : propagate.path()) {
      out.writeVarlong(element.region());
      out.writeEnum(element.role());
    }
    out.writeVarint(propagate.position());
    CommonFields.encodeVersion(propagate.stable(), out);
    out.writeLong(propagate.sender());
  }

  static ChainMessage.Propagate decodePropagate(WireReader in) {
    return new ChainMessage.Propagate(
        in.readVarlong(),
        in.readVarlong(),
        in.readBytes(),
        CommonFields.decodeVersion(in),
        CommonFields.decodeVersion(in),
        CommonFields.decodeOperation(in),
        in.readVarlong(),
        CommonFields.decodeOutcome(in),
        decodeRow(in),
        decodePath(in),
        in.readVarint(),
        CommonFields.decodeVersion(in),
        in.readLong());
  }

  private static Optional<Bytes> decodeRow(WireReader in) {
    return in.readBoolean() ? Optional.of(in.readBytes()) : Optional.empty();
  }

  private static List<PathElement> decodePath(WireReader in) {
    int count = in.readCount(MINIMUM_PATH_ELEMENT_BYTES);
    List<PathElement> path = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      path.add(new PathElement(in.readVarlong(), in.readEnum(ROLES)));
    }
    return path;
  }
}
