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
   * @param previous the version of the object the write was evaluated against; {@link Version#NONE}
   *     if there was no object
   * @param operation the client's operation
   * @param watermark the client's watermark when it asked
   * @param outcome what the client is told once the write has committed
   * @param row the new row; empty for a deletion
   * @param path all regions, the key region first
   * @param position which element of {@code path} the receiver is
   * @param stable every version of the key region up to it has committed at its head
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
      Version stable)
      implements ChainMessage {}

  /**
   * Tells the hop before that the write is applied and durable from here to the end of the path.
   *
   * @param position which element of the path the receiver is
   */
  record Ack(long region, long epoch, Bytes key, Version version, int position)
      implements ChainMessage {}
}
