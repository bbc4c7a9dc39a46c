package org.hyperdex.storage.rows;

import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.RegionStore;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Snapshot;

/** A frozen view of the rows. Whoever took it closes it, once, from any thread. */
public final class RowsSnapshot implements RegionStore.Snapshot, AutoCloseable {
  private final RocksStore store;
  private final Snapshot snapshot;
  private final AtomicBoolean closed = new AtomicBoolean();

  RowsSnapshot(RocksStore store, Snapshot snapshot) {
    this.store = store;
    this.snapshot = snapshot;
  }

  /**
   * Opens a scan over the rows of {@code region} with keys in {@code range}; the scan must be
   * closed before this snapshot.
   */
  public RowScan scan(long region, ValueRange range) {
    return store.scan(snapshot, region, range);
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
