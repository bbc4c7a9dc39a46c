package org.hyperdex.storage.rows;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.RegionView;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/** Walks over entries of one index. Used by one thread at a time. */
final class EntryScan implements RegionView.EntryCursor {
  private final RocksStore store;
  private final long region;
  private final long index;
  private final Slice lowerBound;
  private final Slice upperBound;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private boolean started;
  private boolean closed;

  EntryScan(RocksStore store, Snapshot snapshot, long region, long index, byte[] from, byte[] to) {
    this.store = store;
    this.region = region;
    this.index = index;
    lowerBound = new Slice(from);
    upperBound = new Slice(to);
    options =
        new ReadOptions()
            .setSnapshot(snapshot)
            .setIterateLowerBound(lowerBound)
            .setIterateUpperBound(upperBound);
    iterator = store.database().newIterator(store.indices(), options);
  }

  @Override
  public boolean advance() {
    if (started) {
      iterator.next();
    } else {
      iterator.seekToFirst();
      started = true;
    }
    return isValid();
  }

  @Override
  public boolean seek(Bytes from) {
    started = true;
    iterator.seek(IndexKeys.entry(region, index, from));
    return isValid();
  }

  private boolean isValid() {
    if (iterator.isValid()) {
      return true;
    }
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw new StorageFailure("read entries of index " + index, e);
    }
    return false;
  }

  @Override
  public Bytes entry() {
    return IndexKeys.entry(iterator.key());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      iterator.close();
      options.close();
      upperBound.close();
      lowerBound.close();
      store.scanClosed();
    }
  }
}
