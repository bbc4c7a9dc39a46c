package org.hyperdex.transport.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;

/** The bytes of a {@link ChainMessage.Transfer}: region, epoch and transfer, then the rest. */
final class TransferCodec {
  /** A client, a sequence, an outcome and a version. */
  private static final int MINIMUM_OUTCOME_BYTES = 12;

  /** A key, a version and a region. */
  private static final int MINIMUM_REMOVAL_BYTES = 4;

  /** A key, a version and a row. */
  private static final int MINIMUM_ROW_BYTES = 4;

  private TransferCodec() {}

  static void encode(ChainMessage.Transfer message, WireWriter out) {
    out.writeByte(tag(message));
    out.writeVarlong(message.region());
    out.writeVarlong(message.epoch());
    out.writeVarlong(message.transfer());
    switch (message) {
      case ChainMessage.TransferBegin begin -> out.writeLong(begin.sender());
      case ChainMessage.TransferMemory memory -> encodeMemory(memory, out);
      case ChainMessage.TransferWrite write -> {
        out.writeVarlong(write.sequence());
        ChainMessageCodec.encodeFields(write.write(), out);
      }
      case ChainMessage.TransferCommit commit -> {
        out.writeBytes(commit.key());
        CommonFields.encodeVersion(commit.version(), out);
      }
      case ChainMessage.TransferAck ack -> out.writeVarlong(ack.sequence());
      case ChainMessage.ChunkDigest digest -> {
        encodeRange(digest.from(), digest.to(), out);
        out.writeLong(digest.digest());
        out.writeVarint(digest.rows());
      }
      case ChainMessage.ChunkWanted wanted -> out.writeBytes(wanted.from());
      case ChainMessage.Chunk chunk -> {
        encodeRange(chunk.from(), chunk.to(), out);
        out.writeVarint(chunk.rows().size());
        for (FoundRow row : chunk.rows()) {
          out.writeBytes(row.key());
          CommonFields.encodeStoredRow(row.row(), out);
        }
      }
      case ChainMessage.ChunkStored stored -> out.writeBytes(stored.from());
    }
  }

  private static int tag(ChainMessage.Transfer message) {
    return switch (message) {
      case ChainMessage.TransferBegin _ -> MessageCodec.TRANSFER_BEGIN;
      case ChainMessage.TransferMemory _ -> MessageCodec.TRANSFER_MEMORY;
      case ChainMessage.TransferWrite _ -> MessageCodec.TRANSFER_WRITE;
      case ChainMessage.TransferCommit _ -> MessageCodec.TRANSFER_COMMIT;
      case ChainMessage.TransferAck _ -> MessageCodec.TRANSFER_ACK;
      case ChainMessage.ChunkDigest _ -> MessageCodec.CHUNK_DIGEST;
      case ChainMessage.ChunkWanted _ -> MessageCodec.CHUNK_WANTED;
      case ChainMessage.Chunk _ -> MessageCodec.CHUNK;
      case ChainMessage.ChunkStored _ -> MessageCodec.CHUNK_STORED;
    };
  }

  private static void encodeMemory(ChainMessage.TransferMemory memory, WireWriter out) {
    out.writeVarint(memory.outcomes().size());
    for (ChainMessage.KnownOutcome known : memory.outcomes()) {
      CommonFields.encodeOperation(known.operation(), out);
      out.writeEnum(known.outcome());
      CommonFields.encodeVersion(known.version(), out);
    }
    out.writeVarint(memory.removals().size());
    for (ChainMessage.KnownRemoval known : memory.removals()) {
      out.writeBytes(known.key());
      CommonFields.encodeVersion(known.version(), out);
      out.writeVarlong(known.keyRegion());
    }
  }

  private static void encodeRange(Bytes from, Optional<Bytes> to, WireWriter out) {
    out.writeBytes(from);
    out.writeBoolean(to.isPresent());
    if (to.isPresent()) {
      out.writeBytes(to.get());
    }
  }

  static ChainMessage.Transfer decode(int tag, WireReader in) {
    long region = in.readVarlong();
    long epoch = in.readVarlong();
    long transfer = in.readVarlong();
    return switch (tag) {
      case MessageCodec.TRANSFER_BEGIN ->
          new ChainMessage.TransferBegin(region, epoch, transfer, in.readLong());
      case MessageCodec.TRANSFER_MEMORY ->
          new ChainMessage.TransferMemory(
              region,
              epoch,
              transfer,
              list(in, MINIMUM_OUTCOME_BYTES, () -> outcome(in)),
              list(in, MINIMUM_REMOVAL_BYTES, () -> removal(in)));
      case MessageCodec.TRANSFER_WRITE ->
          new ChainMessage.TransferWrite(
              region, epoch, transfer, in.readVarlong(), ChainMessageCodec.decodePropagate(in));
      case MessageCodec.TRANSFER_COMMIT ->
          new ChainMessage.TransferCommit(
              region, epoch, transfer, in.readBytes(), CommonFields.decodeVersion(in));
      case MessageCodec.TRANSFER_ACK ->
          new ChainMessage.TransferAck(region, epoch, transfer, in.readVarlong());
      case MessageCodec.CHUNK_DIGEST ->
          new ChainMessage.ChunkDigest(
              region, epoch, transfer, in.readBytes(), end(in), in.readLong(), in.readVarint());
      case MessageCodec.CHUNK_WANTED ->
          new ChainMessage.ChunkWanted(region, epoch, transfer, in.readBytes());
      case MessageCodec.CHUNK ->
          new ChainMessage.Chunk(
              region,
              epoch,
              transfer,
              in.readBytes(),
              end(in),
              list(
                  in,
                  MINIMUM_ROW_BYTES,
                  () -> new FoundRow(in.readBytes(), CommonFields.decodeStoredRow(in))));
      case MessageCodec.CHUNK_STORED ->
          new ChainMessage.ChunkStored(region, epoch, transfer, in.readBytes());
      default -> throw new WireException("unknown transfer message tag " + tag);
    };
  }

  private static ChainMessage.KnownOutcome outcome(WireReader in) {
    return new ChainMessage.KnownOutcome(
        CommonFields.decodeOperation(in),
        CommonFields.decodeOutcome(in),
        CommonFields.decodeVersion(in));
  }

  private static ChainMessage.KnownRemoval removal(WireReader in) {
    return new ChainMessage.KnownRemoval(
        in.readBytes(), CommonFields.decodeVersion(in), in.readVarlong());
  }

  private static Optional<Bytes> end(WireReader in) {
    return in.readBoolean() ? Optional.of(in.readBytes()) : Optional.empty();
  }

  private static <T> List<T> list(WireReader in, int minimumBytes, Supplier<T> element) {
    int count = in.readCount(minimumBytes);
    List<T> list = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      list.add(element.get());
    }
    return list;
  }
}
