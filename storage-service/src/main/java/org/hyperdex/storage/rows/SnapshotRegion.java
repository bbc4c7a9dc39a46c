package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.IndexEntries;
import org.hyperdex.core.index.RegionView;
import org.hyperdex.core.index.Statistics;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.storage.rows.RegionIndices.Usable;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Snapshot;

/**
 * One region of a snapshot, with the indices that were complete when it was taken. Used by one
 * thread at a time; to be closed before the snapshot.
 */
public final class SnapshotRegion implements RegionView, Statistics, AutoCloseable {
  private final RocksStore store;
  private final Snapshot snapshot;
  private final long region;
  private final Optional<Usable> usable;
  private final ReadOptions readOptions;
  private boolean closed;

  SnapshotRegion(RocksStore store, Snapshot snapshot, long region, Optional<Usable> usable) {
    this.store = store;
    this.snapshot = snapshot;
    this.region = region;
    this.usable = usable;
    readOptions = new ReadOptions().setSnapshot(snapshot);
  }

  /** The schema of the region's space, if it had one that this server knew. */
  public Optional<Schema> schema() {
    return usable.map(Usable::schema);
  }

  /** The complete indices. */
  public List<IndexEntries> indices() {
    return usable.map(Usable::complete).orElse(List.of());
  }

  @Override
  public RowScan rows(ValueRange keys) {
    return store.scan(snapshot, region, keys);
  }

  @Override
  public EntryCursor entries(long index, ValueRange range) {
    return store.entries(snapshot, region, index, range);
  }

  @Override
  public @Nullable StoredRow row(Bytes key) {
    try {
      byte[] value = store.database().get(store.rows(), readOptions, RegionKeys.row(region, key));
      if (value == null) {
        return null;
      }
      ByteBuffer buffer = ByteBuffer.wrap(value);
      Version version = RegionKeys.version(buffer);
      return new StoredRow(version, RegionKeys.bytes(buffer, buffer.remaining()));
    } catch (RocksDBException e) {
      throw new StorageFailure("read a row of a snapshot", e);
    }
  }

  @Override
  public long rowsAbout(ValueRange keys) {
    return store.counts().rows(region, keys);
  }

  @Override
  public long entriesAbout(long index, ValueRange range) {
    return store.counts().entries(region, index, range);
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      readOptions.close();
    }
  }
}
