package org.hyperdex.simulation;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.replication.OutcomeRecord;
import org.hyperdex.core.replication.PendingRecord;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.Tombstone;
import org.jspecify.annotations.Nullable;

/** One shard's hands on the disk of its server: its snapshots know the indices of its regions. */
final class SimulatedRows implements RegionStore {
  private final SimulatedStore store;
  private final SimulatedIndices indices;

  SimulatedRows(SimulatedStore store, SimulatedIndices indices) {
    this.store = store;
    this.indices = indices;
  }

  SimulatedIndices indices() {
    return indices;
  }

  /**
   * Writes the changes of a turn; the batch's number.
   *
   * @param ofIndices what changes in indices by them
   */
  long apply(List<StoreChange> changes, List<IndexChange> ofIndices) {
    long batch = store.apply(changes, ofIndices);
    indices.written();
    return batch;
  }

  @Override
  public @Nullable StoredRow read(long region, Bytes key) {
    return store.read(region, key);
  }

  @Override
  public void pending(long region, Consumer<PendingRecord> sink) {
    store.pending(region, sink);
  }

  @Override
  public void outcomes(long region, Consumer<OutcomeRecord> sink) {
    store.outcomes(region, sink);
  }

  @Override
  public void tombstones(long region, Consumer<Tombstone> sink) {
    store.tombstones(region, sink);
  }

  @Override
  public void rows(long region, Bytes from, @Nullable Bytes to, RowSink sink) {
    store.rows(region, from, to, sink);
  }

  @Override
  public Snapshot snapshot() {
    Map<Long, FrozenRegion> regions = new TreeMap<>();
    indices.usable().forEach((region, usable) -> regions.put(region, store.frozen(region, usable)));
    return new FrozenRegion.Frozen(regions);
  }
}
