package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.OutcomeRecord;
import org.hyperdex.core.replication.PendingRecord;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.Tombstone;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.Range;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;

/**
 * One shard's hands on the store. Only the shard's thread uses it: the buffers are reused.
 *
 * <p>Direct buffers, because the engine reads and fills them in place; a row read costs one
 * allocation, its own array.
 */
public final class ShardRows implements RegionStore, AutoCloseable {
  private static final int FIRST_BUFFER_BYTES = 64 << 10;
  private static final long LARGE_BATCH_BYTES = 8 << 20;
  private static final int OUTCOME_VALUE_BYTES = 1 + RegionKeys.VERSION_BYTES;
  private static final int TOMBSTONE_VALUE_BYTES = RegionKeys.VERSION_BYTES + Long.BYTES;
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final RocksStore store;
  private final ShardIndices indices;
  private final ReadOptions readOptions = new ReadOptions();
  private WriteBatch batch = new WriteBatch();
  private ByteBuffer key = ByteBuffer.allocateDirect(FIRST_BUFFER_BYTES);
  private ByteBuffer value = ByteBuffer.allocateDirect(FIRST_BUFFER_BYTES);

  ShardRows(RocksStore store, long self, LongPredicate ownsRegion) {
    this.store = store;
    indices = new ShardIndices(store, self, ownsRegion, this);
  }

  /** The indices of the shard's regions. */
  public ShardIndices indices() {
    return indices;
  }

  @Override
  public @Nullable StoredRow read(long region, Bytes objectKey) {
    rowKey(region, objectKey, 0).flip();
    value.clear();
    try {
      int bytes = store.database().get(store.rows(), readOptions, key, value);
      if (bytes == RocksDB.NOT_FOUND) {
        return null;
      }
      if (bytes > value.capacity()) {
        value = grown(bytes);
        key.rewind();
        store.database().get(store.rows(), readOptions, key, value);
      }
      value.position(0).limit(bytes);
      if (bytes < RegionKeys.VERSION_BYTES) {
        throw new StorageFailure("a row of " + bytes + " bytes has no version");
      }
      Version version = RegionKeys.version(value);
      return new StoredRow(version, RegionKeys.bytes(value, value.remaining()));
    } catch (RocksDBException e) {
      throw new StorageFailure("read a row", e);
    }
  }

  @Override
  public void pending(long region, Consumer<PendingRecord> sink) {
    each(
        store.pending(),
        region,
        (name, record) -> {
          int keyBytes = name.remaining() - RegionKeys.VERSION_BYTES;
          Bytes objectKey = RegionKeys.bytes(name, keyBytes);
          Version version = RegionKeys.version(name);
          sink.accept(PendingCodec.decode(region, objectKey, version, record));
        });
  }

  @Override
  public void outcomes(long region, Consumer<OutcomeRecord> sink) {
    each(
        store.outcomes(),
        region,
        (name, record) -> {
          OperationId operation = new OperationId(name.getLong(), name.getLong());
          Outcome outcome = OUTCOMES[record.get()];
          sink.accept(new OutcomeRecord(operation, outcome, RegionKeys.version(record)));
        });
  }

  @Override
  public void tombstones(long region, Consumer<Tombstone> sink) {
    each(
        store.tombstones(),
        region,
        (name, record) -> {
          Bytes objectKey = RegionKeys.bytes(name, name.remaining());
          sink.accept(new Tombstone(objectKey, RegionKeys.version(record), record.getLong()));
        });
  }

  @Override
  public void rows(long region, Bytes from, @Nullable Bytes to, RowSink sink) {
    byte[] end = to == null ? RegionKeys.after(region) : RegionKeys.row(region, to);
    try (Slice upperBound = new Slice(end);
        ReadOptions options = new ReadOptions().setIterateUpperBound(upperBound);
        RocksIterator iterator = store.database().newIterator(store.rows(), options)) {
      boolean more = true;
      for (iterator.seek(RegionKeys.row(region, from));
          more && iterator.isValid();
          iterator.next()) {
        ByteBuffer name = ByteBuffer.wrap(iterator.key()).position(RegionKeys.REGION_BYTES);
        ByteBuffer row = ByteBuffer.wrap(iterator.value());
        Bytes objectKey = RegionKeys.bytes(name, name.remaining());
        Version version = RegionKeys.version(row);
        more =
            sink.accept(objectKey, new StoredRow(version, RegionKeys.bytes(row, row.remaining())));
      }
      iterator.status();
    } catch (RocksDBException e) {
      throw new StorageFailure("read the rows of region " + region, e);
    }
  }

  @Override
  public long approximateBytes(long region) {
    try (Slice from = new Slice(RegionKeys.region(region));
        Slice to = new Slice(RegionKeys.after(region))) {
      return store.database()
          .getApproximateSizes(
              store.rows(),
              List.of(new Range(from, to)),
              SizeApproximationFlag.INCLUDE_FILES,
              SizeApproximationFlag.INCLUDE_MEMTABLES)[0];
    }
  }

  @Override
  public RowsSnapshot snapshot() {
    return store.snapshot(indices.usable());
  }

  /**
   * Writes all {@code changes} as one atomic batch and hands it to the operating system.
   *
   * @return the size of the batch in bytes
   */
  public long apply(List<StoreChange> changes) {
    try {
      for (StoreChange change : changes) {
        add(change);
      }
      long bytes = batch.getDataSize();
      store.database().write(store.writeOptions(), batch);
      indices.written();
      if (bytes > LARGE_BATCH_BYTES) {
        // A cleared batch keeps its memory.
        batch.close();
        batch = new WriteBatch();
      } else {
        batch.clear();
      }
      return bytes;
    } catch (RocksDBException e) {
      throw new StorageFailure("write a batch of " + changes.size() + " changes", e);
    }
  }

  private void add(StoreChange change) throws RocksDBException {
    switch (change) {
      case StoreChange.PutRow put -> {
        Bytes row = put.row().row();
        indices.change(put.region(), put.key(), row, batch);
        rowKey(put.region(), put.key(), 0);
        value(RegionKeys.VERSION_BYTES + row.length());
        RegionKeys.putVersion(value, put.row().version());
        value.put(row.array());
        put(store.rows());
      }
      case StoreChange.RemoveRow remove -> {
        indices.change(remove.region(), remove.key(), null, batch);
        rowKey(remove.region(), remove.key(), 0);
        delete(store.rows());
      }
      case StoreChange.PutPending put -> {
        Propagate write = put.record().propagate();
        pendingKey(put.region(), write.key(), write.version());
        value(PendingCodec.size(write));
        PendingCodec.encode(write, value);
        put(store.pending());
      }
      case StoreChange.RemovePending remove -> {
        pendingKey(remove.region(), remove.key(), remove.version());
        delete(store.pending());
      }
      case StoreChange.PutOutcome put -> {
        outcomeKey(put.region(), put.record().operation());
        value(OUTCOME_VALUE_BYTES).put(RegionKeys.code(put.record().outcome()));
        RegionKeys.putVersion(value, put.record().version());
        put(store.outcomes());
      }
      case StoreChange.RemoveOutcome remove -> {
        outcomeKey(remove.region(), remove.operation());
        delete(store.outcomes());
      }
      case StoreChange.PutTombstone put -> {
        rowKey(put.region(), put.tombstone().key(), 0);
        value(TOMBSTONE_VALUE_BYTES);
        RegionKeys.putVersion(value, put.tombstone().version());
        value.putLong(put.tombstone().keyRegion());
        put(store.tombstones());
      }
      case StoreChange.RemoveTombstone remove -> {
        rowKey(remove.region(), remove.key(), 0);
        delete(store.tombstones());
      }
    }
  }

  private void put(ColumnFamilyHandle family) throws RocksDBException {
    batch.put(family, key.flip(), value.flip());
  }

  private void delete(ColumnFamilyHandle family) throws RocksDBException {
    batch.delete(family, key.flip());
  }

  private ByteBuffer rowKey(long region, Bytes objectKey, int extra) {
    int bytes = RegionKeys.REGION_BYTES + objectKey.length() + extra;
    if (bytes > key.capacity()) {
      key = grown(bytes);
    }
    return key.clear().putLong(region).put(objectKey.array());
  }

  private void pendingKey(long region, Bytes objectKey, Version version) {
    RegionKeys.putVersion(rowKey(region, objectKey, RegionKeys.VERSION_BYTES), version);
  }

  private void outcomeKey(long region, OperationId operation) {
    key.clear().putLong(region).putLong(operation.client()).putLong(operation.sequence());
  }

  private ByteBuffer value(int bytes) {
    if (bytes > value.capacity()) {
      value = grown(bytes);
    }
    return value.clear();
  }

  private static ByteBuffer grown(int bytes) {
    return ByteBuffer.allocateDirect(Integer.highestOneBit(bytes) << 1);
  }

  /** Hands over key (without the region) and value of every record of {@code region}. */
  private void each(
      ColumnFamilyHandle family, long region, BiConsumer<ByteBuffer, ByteBuffer> sink) {
    try (Slice upperBound = new Slice(RegionKeys.after(region));
        ReadOptions options = new ReadOptions().setIterateUpperBound(upperBound);
        RocksIterator iterator = store.database().newIterator(family, options)) {
      for (iterator.seek(RegionKeys.region(region)); iterator.isValid(); iterator.next()) {
        ByteBuffer name = ByteBuffer.wrap(iterator.key()).position(RegionKeys.REGION_BYTES);
        sink.accept(name, ByteBuffer.wrap(iterator.value()));
      }
      iterator.status();
    } catch (RocksDBException e) {
      throw new StorageFailure("read the records of region " + region, e);
    }
  }

  @Override
  public void close() {
    batch.close();
    readOptions.close();
  }
}
