package org.hyperdex.core.replication;

import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.jspecify.annotations.Nullable;

/**
 * What a shard reads from storage. All reads see exactly the batches of earlier turns.
 *
 * <p>Called by the shard's own thread, inside a turn. A storage failure is an unchecked exception
 * that ends the shard: nothing of the turn may then leave the server.
 */
public interface RegionStore {
  /** The row of {@code key} in {@code region}, or null. */
  @Nullable StoredRow read(long region, Bytes key);

  /** Hands over every pending record of {@code region}, in version order per key. */
  void pending(long region, Consumer<PendingRecord> sink);

  /** Hands over every recorded outcome of {@code region}. */
  void outcomes(long region, Consumer<OutcomeRecord> sink);

  /** Hands over every tombstone of {@code region}. */
  void tombstones(long region, Consumer<Tombstone> sink);

  /**
   * Hands over the rows of {@code region} from {@code from} on, in the order of their keys, until
   * {@code to} (excluded; null for the end of the region) or until the sink wants no more.
   */
  default void rows(long region, Bytes from, @Nullable Bytes to, RowSink sink) {
    throw new UnsupportedOperationException("this store takes no part in joins");
  }

  /** About how many bytes the rows of {@code region} take; 0 if that is not known. */
  default long approximateBytes(long region) {
    return 0;
  }

  /** Takes rows of a range. */
  @FunctionalInterface
  interface RowSink {
    /** Takes the next row; whether another one is wanted. */
    boolean accept(Bytes key, StoredRow row);
  }

  /**
   * Takes a snapshot for a search: it shows the batches of earlier turns, whatever comes later. The
   * shell owns it and closes it when the search ends.
   */
  Snapshot snapshot();

  /** A frozen view of the store; only the shell looks into it. */
  interface Snapshot {}
}
