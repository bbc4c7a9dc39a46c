package org.hyperdex.storage.rows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.storage.rows.RegionIndices.Usable;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine with everything a server keeps. Opened once; any thread may use it, each shard through
 * a {@link ShardRows} of its own.
 *
 * <p>Closing it while a shard, a scan or a snapshot is in use is a defect of the caller; those that
 * are left open are counted and reported.
 */
public final class RocksStore implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RocksStore.class);
  private static final byte[] ADOPTED_VERSION = "adopted".getBytes(StandardCharsets.UTF_8);

  private static final long NO_SERVER = 0;

  private final StoreOptions options;
  private final RocksDB database;
  private final List<ColumnFamilyHandle> families;
  private final WriteOptions writeOptions = new WriteOptions();
  private final AtomicInteger openSnapshots = new AtomicInteger();
  private final AtomicInteger openScans = new AtomicInteger();
  private final EntryCounts counts = new EntryCounts(this);
  private boolean closed;

  private RocksStore(StoreOptions options, RocksDB database, List<ColumnFamilyHandle> families) {
    this.options = options;
    this.database = database;
    this.families = families;
  }

  /** Opens the rows under {@code directory}, making them if they are missing. */
  public static RocksStore open(DataDirectory directory, StoreTuning tuning) {
    EngineLibrary.load(directory.engine());
    Path path = directory.rows();
    StoreOptions options = new StoreOptions(tuning);
    List<ColumnFamilyHandle> families = new ArrayList<>();
    try {
      Files.createDirectories(path);
      RocksDB database =
          RocksDB.open(options.database, path.toString(), options.families, families);
      return new RocksStore(options, database, List.copyOf(families));
    } catch (RocksDBException | IOException e) {
      options.close();
      throw new StorageFailure("open " + path, e);
    }
  }

  /** A way in for a shard without indices; its thread closes it. */
  public ShardRows shard() {
    return shard(NO_SERVER, _ -> false);
  }

  /**
   * A way in for one shard of the server {@code self}; its thread closes it.
   *
   * @param ownsRegion which regions belong to the shard
   */
  public ShardRows shard(long self, LongPredicate ownsRegion) {
    return new ShardRows(this, self, ownsRegion);
  }

  /** Makes everything that was written so far, by any thread, survive power loss. */
  public void sync() {
    try {
      database.syncWal();
    } catch (RocksDBException e) {
      throw new StorageFailure("sync the log", e);
    }
  }

  /** The newest version of the configuration this server has worked under; 0 if none. */
  public long adoptedVersion() {
    try {
      byte[] value = database.get(ADOPTED_VERSION);
      return value == null ? 0 : ByteBuffer.wrap(value).getLong();
    } catch (RocksDBException e) {
      throw new StorageFailure("read the adopted version", e);
    }
  }

  /** Remembers the configuration this server works under. Call before rows of its regions come. */
  public void adopt(long configurationVersion) {
    try {
      database.put(
          ADOPTED_VERSION, ByteBuffer.allocate(Long.BYTES).putLong(configurationVersion).array());
    } catch (RocksDBException e) {
      throw new StorageFailure("write the adopted version", e);
    }
  }

  /** The regions there is anything of, in ascending order. One seek for each. */
  public SortedSet<Long> regions() {
    SortedSet<Long> regions = new TreeSet<>();
    try (ReadOptions scanOptions = new ReadOptions().setFillCache(false)) {
      for (ColumnFamilyHandle family : regionFamilies()) {
        try (RocksIterator iterator = database.newIterator(family, scanOptions)) {
          iterator.seekToFirst();
          while (iterator.isValid()) {
            long region = ByteBuffer.wrap(iterator.key()).getLong();
            regions.add(region);
            iterator.seek(RegionKeys.after(region));
          }
          iterator.status();
        }
      }
    } catch (RocksDBException e) {
      throw new StorageFailure("list the regions", e);
    }
    return regions;
  }

  /** Removes everything of {@code region}. Nobody may write to it any more. */
  public void drop(long region) {
    byte[] from = RegionKeys.region(region);
    byte[] to = RegionKeys.after(region);
    try (WriteBatch batch = new WriteBatch()) {
      for (ColumnFamilyHandle family : regionFamilies()) {
        batch.deleteRange(family, from, to);
      }
      database.write(writeOptions, batch);
      // Files go at once and for ever: a power loss must not bring back what belongs to their rows.
      database.syncWal();
      // Gives back the files that hold nothing else; the rest goes with compaction.
      database.deleteFilesInRanges(rows(), List.of(from, to), false);
    } catch (RocksDBException e) {
      throw new StorageFailure("remove region " + region, e);
    }
  }

  /** How many bytes the rows' files take. */
  public long bytesOnDisk() {
    return measure("rocksdb.total-sst-files-size");
  }

  /** How many rows there are, about. */
  public long estimatedRows() {
    return measure("rocksdb.estimate-num-keys");
  }

  /** Whoever looks at meters does so at any time, and asks nothing of an engine that is closed. */
  private synchronized long measure(String property) {
    try {
      return closed ? 0 : database.getLongProperty(rows(), property);
    } catch (RocksDBException e) {
      throw new StorageFailure("measure the rows", e);
    }
  }

  /** Snapshots and scans that nobody has closed yet. */
  public int openHandles() {
    return openSnapshots.get() + openScans.get();
  }

  RocksDB database() {
    return database;
  }

  WriteOptions writeOptions() {
    return writeOptions;
  }

  ColumnFamilyHandle rows() {
    return families.get(1);
  }

  ColumnFamilyHandle pending() {
    return families.get(2);
  }

  ColumnFamilyHandle outcomes() {
    return families.get(3);
  }

  ColumnFamilyHandle tombstones() {
    return families.get(4);
  }

  ColumnFamilyHandle indices() {
    return families.get(5);
  }

  EntryCounts counts() {
    return counts;
  }

  private List<ColumnFamilyHandle> regionFamilies() {
    return families.subList(1, families.size());
  }

  RowsSnapshot snapshot(Map<Long, Usable> indices) {
    openSnapshots.incrementAndGet();
    return new RowsSnapshot(this, database.getSnapshot(), indices);
  }

  void release(Snapshot snapshot) {
    database.releaseSnapshot(snapshot);
    openSnapshots.decrementAndGet();
  }

  RowScan scan(Snapshot snapshot, long region, ValueRange range) {
    openScans.incrementAndGet();
    Slice upperBound = new Slice(RegionKeys.to(region, range));
    ReadOptions scanOptions =
        new ReadOptions()
            .setSnapshot(snapshot)
            .setIterateUpperBound(upperBound)
            // A long scan must not push the rows that gets want out of the cache.
            .setFillCache(false);
    RocksIterator iterator = database.newIterator(rows(), scanOptions);
    return new RowScan(this, upperBound, scanOptions, iterator, RegionKeys.from(region, range));
  }

  EntryScan entries(Snapshot snapshot, long region, long index, ValueRange range) {
    openScans.incrementAndGet();
    return new EntryScan(
        this,
        snapshot,
        region,
        index,
        IndexKeys.from(region, index, range),
        IndexKeys.to(region, index, range));
  }

  /** The row of one key as {@code snapshot} shows it, or null. */
  @Nullable Bytes read(Snapshot snapshot, long region, Bytes key) {
    try (ReadOptions readOptions = new ReadOptions().setSnapshot(snapshot)) {
      byte[] value = database.get(rows(), readOptions, RegionKeys.row(region, key));
      return value == null
          ? null
          : Bytes.wrap(Arrays.copyOfRange(value, RegionKeys.VERSION_BYTES, value.length));
    } catch (RocksDBException e) {
      throw new StorageFailure("read a row of a snapshot", e);
    }
  }

  void scanClosed() {
    openScans.decrementAndGet();
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (openHandles() > 0) {
      LOG.error("storage is closed with {} snapshots or scans open", openHandles());
    }
    families.forEach(ColumnFamilyHandle::close);
    try {
      database.closeE();
    } catch (RocksDBException e) {
      LOG.warn("closing the storage failed: {}", e.getMessage());
    }
    writeOptions.close();
    options.close();
  }
}
