package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.RegionView;
import org.hyperdex.core.protocol.Version;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;

/**
 * Walks over rows in key order. Used by one thread at a time; another may go on where one stopped.
 *
 * <p>{@link #advance} steps to the next row; then {@link #key}, {@link #version} and {@link #row}
 * tell about it. The first call steps to the first row.
 */
public final class RowScan implements RegionView.RowCursor {
  /** A search of many ranges of keys has a scan for each: buffers begin small, and grow. */
  private static final int FIRST_KEY_BUFFER_BYTES = 128;

  private static final int FIRST_ROW_BUFFER_BYTES = 1 << 10;

  private final RocksStore store;
  private final Slice upperBound;
  private final ReadOptions options;
  private final RocksIterator iterator;
  private ByteBuffer keyBuffer = ByteBuffer.allocateDirect(FIRST_KEY_BUFFER_BYTES);
  private ByteBuffer rowBuffer = ByteBuffer.allocateDirect(FIRST_ROW_BUFFER_BYTES);
  private final byte[] from;
  private boolean started;
  private boolean closed;

  RowScan(
      RocksStore store,
      Slice upperBound,
      ReadOptions options,
      RocksIterator iterator,
      byte[] from) {
    this.store = store;
    this.upperBound = upperBound;
    this.options = options;
    this.iterator = iterator;
    this.from = from;
  }

  @Override
  public boolean advance() {
    if (started) {
      iterator.next();
    } else {
      iterator.seek(from);
      started = true;
    }
    if (!iterator.isValid()) {
      checkStatus();
      return false;
    }
    rowBuffer.clear();
    int bytes = iterator.value(rowBuffer);
    if (bytes > rowBuffer.capacity()) {
      rowBuffer = larger(bytes);
      iterator.value(rowBuffer);
    }
    if (bytes < RegionKeys.VERSION_BYTES) {
      throw new StorageFailure("a row of " + bytes + " bytes has no version");
    }
    return true;
  }

  @Override
  public Bytes key() {
    keyBuffer.clear();
    int bytes = iterator.key(keyBuffer);
    if (bytes > keyBuffer.capacity()) {
      keyBuffer = larger(bytes);
      iterator.key(keyBuffer);
    }
    keyBuffer.position(RegionKeys.REGION_BYTES);
    return RegionKeys.bytes(keyBuffer, bytes - RegionKeys.REGION_BYTES);
  }

  private static ByteBuffer larger(int bytes) {
    return ByteBuffer.allocateDirect(Integer.highestOneBit(bytes) << 1);
  }

  @Override
  public Version version() {
    return new Version(rowBuffer.getLong(0), rowBuffer.getLong(Long.BYTES));
  }

  @Override
  public Bytes row() {
    rowBuffer.position(RegionKeys.VERSION_BYTES);
    return RegionKeys.bytes(rowBuffer, rowBuffer.remaining());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      iterator.close();
      options.close();
      upperBound.close();
      store.scanClosed();
    }
  }

  private void checkStatus() {
    try {
      iterator.status();
    } catch (RocksDBException e) {
      throw new StorageFailure("scan rows", e);
    }
  }
}
