package org.hyperdex.core.protocol;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;

/**
 * What storage servers say to each other along the chains.
 *
 * <p>Each is addressed to a region of the receiver at the epoch the sender knows: a receiver at a
 * later epoch drops it (the sender will send again when it has caught up), one at an earlier epoch
 * keeps it until it has caught up itself.
 */
public sealed interface ChainMessage extends Message {
  /** The region of the receiver that is meant. */
  long region();

  /** The epoch of {@link #region} as the sender knows it. */
  long epoch();

  /**
   * Hands a write down its path.
   *
   * @param key the object
   * @param version the write's version
   * @param previous the version of the object the write was evaluated against. For a write that
   *     creates an object, not {@link Version#NONE} if there may have been such an object a short
   *     while ago: then a count may still see that one elsewhere, and has to be told
   * @param operation the client's operation
   * @param watermark the client's watermark when it asked
   * @param outcome what the client is told once the write has committed
   * @param row the new row; empty for a deletion
   * @param path all regions, the key region first
   * @param position which element of {@code path} the receiver is
   * @param stable every version of the key region up to it has committed at its head
   * @param sender the server that sends this: where the acknowledgement goes, whatever the
   *     receiver's own configuration says of the hop before it
   */
  record Propagate(
      long region,
      long epoch,
      Bytes key,
      Version version,
      Version previous,
      OperationId operation,
      long watermark,
      Outcome outcome,
      Optional<Bytes> row,
      List<PathElement> path,
      int position,
      Version stable,
      long sender)
      implements ChainMessage {}

  /**
   * Tells the hop before that the write is applied and durable from here to the end of the path.
   * That stays true whatever becomes of the chains, so the receiver takes it at any epoch.
   *
   * @param position which element of the path the receiver is
   */
  record Ack(long region, long epoch, Bytes key, Version version, int position)
      implements ChainMessage {}

  /**
   * Asks a member of the region's chain whether it is still at this epoch.
   *
   * @param token names the question in the answer
   * @param sender who asks
   */
  record Confirm(long region, long epoch, long token, long sender) implements ChainMessage {}

  /**
   * Says that the sender was at this epoch of the region when it was asked.
   *
   * @param token the question's
   * @param sender who answers
   */
  record ConfirmAnswer(long region, long epoch, long token, long sender) implements ChainMessage {}

  /**
   * What the members of a chain say to each other while they compare their copies. Nobody waits for
   * such a message: one that is lost, or meets another epoch, is made up for by the next walk.
   */
  sealed interface Scrub extends ChainMessage {}

  /**
   * Says what the receiver must have of some objects, and asks for what it has where that differs.
   *
   * @param sender the head of the objects' key region
   * @param keyRegion that region, and its epoch as the sender knows it: where the answer goes
   * @param token names the question in the answer; 0 for one of a walk
   */
  record ScrubAsk(
      long region,
      long epoch,
      long sender,
      long keyRegion,
      long keyEpoch,
      long token,
      List<KnownCopy> expected)
      implements Scrub {}

  /**
   * Tells the head of a key region what the sender has of some of its objects: those that a
   * question was wrong about, or, unasked, those the sender has come by on its walk.
   *
   * @param sender whose copies they are
   * @param copyRegion the region the copies are in, and its epoch as the sender knows it
   * @param token the question's; 0 on a walk, asked or not
   */
  record ScrubTell(
      long region,
      long epoch,
      long sender,
      long copyRegion,
      long copyEpoch,
      long token,
      List<KnownCopy> found)
      implements Scrub {}

  /**
   * What is enough of an object's row to tell whether two copies are the same.
   *
   * @param version {@link Version#NONE} if there is no row
   * @param digest of the row; 0 if there is none
   */
  record KnownCopy(Bytes key, Version version, long digest) {}

  /**
   * What the tail of a region and its joiner say to each other while the joiner is brought up to
   * date. A message of another transfer than the one the receiver knows is dropped.
   */
  sealed interface Transfer extends ChainMessage {
    /** Names one attempt among those of the sending tail at this epoch. */
    long transfer();
  }

  /**
   * Begins a transfer: the joiner forgets all it has of the region but the rows.
   *
   * @param sender the tail
   */
  record TransferBegin(long region, long epoch, long transfer, long sender) implements Transfer {}

  /** What the tail remembers beside rows and pending writes. */
  record TransferMemory(
      long region,
      long epoch,
      long transfer,
      List<KnownOutcome> outcomes,
      List<KnownRemoval> removals)
      implements Transfer {}

  /** How an operation ended. */
  record KnownOutcome(OperationId operation, Outcome outcome, Version version) {}

  /** That an object was removed, by a write of {@code keyRegion}. */
  record KnownRemoval(Bytes key, Version version, long keyRegion) {}

  /**
   * A write the tail has applied.
   *
   * @param sequence counts the writes of the transfer from 1
   * @param write addressed to this region
   */
  record TransferWrite(long region, long epoch, long transfer, long sequence, Propagate write)
      implements Transfer {}

  /** A write the tail has committed. */
  record TransferCommit(long region, long epoch, long transfer, Bytes key, Version version)
      implements Transfer {}

  /** The joiner has applied all writes up to the sequence, durably. */
  record TransferAck(long region, long epoch, long transfer, long sequence) implements Transfer {}

  /**
   * What the tail has, at this point of the stream, of the keys from {@code from} to {@code to}
   * (excluded; empty for the end of the region).
   *
   * @param digest over keys, versions and rows
   */
  record ChunkDigest(
      long region, long epoch, long transfer, Bytes from, Optional<Bytes> to, long digest, int rows)
      implements Transfer {}

  /** The joiner has something else in the chunk that begins at {@code from}. */
  record ChunkWanted(long region, long epoch, long transfer, Bytes from) implements Transfer {}

  /** All the tail has, at this point of the stream, from {@code from} to {@code to}. */
  record Chunk(
      long region,
      long epoch,
      long transfer,
      Bytes from,
      Optional<Bytes> to,
      List<ServerResponse.FoundRow> rows)
      implements Transfer {}

  /** The joiner has, durably, what the tail has told of the chunk that begins at {@code from}. */
  record ChunkStored(long region, long epoch, long transfer, Bytes from) implements Transfer {}
}
