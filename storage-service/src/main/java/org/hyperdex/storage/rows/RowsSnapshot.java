package org.hyperdex.storage.rows;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.storage.rows.RegionIndices.Usable;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/** A frozen view of the rows. Whoever took it closes it, once, from any thread. */
public final class RowsSnapshot implements RegionStore.Snapshot, AutoCloseable {
  private final RocksStore store;
  private final Snapshot snapshot;
  private final Map<Long, Usable> indices;
  private final AtomicBoolean closed = new AtomicBoolean();

  RowsSnapshot(RocksStore store, Snapshot snapshot, Map<Long, Usable> indices) {
    this.store = store;
    this.snapshot = snapshot;
    this.indices = indices;
  }

  /** A region with its indices; to be closed before this snapshot. */
  public SnapshotRegion region(long region) {
    return new SnapshotRegion(store, snapshot, region, Optional.ofNullable(indices.get(region)));
  }

  /** The encoded row of one key, or null. */
  public @Nullable Bytes read(long region, Bytes key) {
    return store.read(snapshot, region, key);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      store.release(snapshot);
    }
  }
}
