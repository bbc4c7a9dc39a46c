package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;

/** The bytes of a {@link ChainMessage.Scrub}; both kinds have the same form. */
final class ScrubCodec {
  /** A key, a version and a digest. */
  private static final int MINIMUM_COPY_BYTES = 11;

  private ScrubCodec() {}

  static void encode(ChainMessage.Scrub message, WireWriter out) {
    switch (message) {
      case ChainMessage.ScrubAsk ask -> {
        out.writeByte(MessageCodec.SCRUB_ASK);
        out.writeVarlong(ask.region());
        out.writeVarlong(ask.epoch());
        out.writeLong(ask.sender());
        out.writeVarlong(ask.keyRegion());
        out.writeVarlong(ask.keyEpoch());
        out.writeVarlong(ask.token());
        encodeCopies(ask.expected(), out);
      }
      case ChainMessage.ScrubTell tell -> {
        out.writeByte(MessageCodec.SCRUB_TELL);
        out.writeVarlong(tell.region());
        out.writeVarlong(tell.epoch());
        out.writeLong(tell.sender());
        out.writeVarlong(tell.copyRegion());
        out.writeVarlong(tell.copyEpoch());
        out.writeVarlong(tell.token());
        encodeCopies(tell.found(), out);
      }
    }
  }

  static ChainMessage.Scrub decode(int tag, WireReader in) {
    long region = in.readVarlong();
    long epoch = in.readVarlong();
    long sender = in.readLong();
    long otherRegion = in.readVarlong();
    long otherEpoch = in.readVarlong();
    long token = in.readVarlong();
    List<KnownCopy> copies = decodeCopies(in);
    return switch (tag) {
      case MessageCodec.SCRUB_ASK ->
          new ChainMessage.ScrubAsk(region, epoch, sender, otherRegion, otherEpoch, token, copies);
      case MessageCodec.SCRUB_TELL ->
          new ChainMessage.ScrubTell(region, epoch, sender, otherRegion, otherEpoch, token, copies);
      default -> throw new WireException("unknown scrub message tag " + tag);
    };
  }

  private static void encodeCopies(List<KnownCopy> copies, WireWriter out) {
    out.writeVarint(copies.size());
    for (KnownCopy copy : copies) {
      out.writeBytes(copy.key());
      CommonFields.encodeVersion(copy.version(), out);
      out.writeLong(copy.digest());
    }
  }

  private static List<KnownCopy> decodeCopies(WireReader in) {
    int count = in.readCount(MINIMUM_COPY_BYTES);
    List<KnownCopy> copies = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      copies.add(new KnownCopy(in.readBytes(), CommonFields.decodeVersion(in), in.readLong()));
    }
    return copies;
  }
}
