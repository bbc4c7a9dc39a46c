package org.hyperdex.storage.rows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.DataBlockIndexType;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksObject;
import org.rocksdb.WALRecoveryMode;

/**
 * The engine's options and the native handles behind them, closed together.
 *
 * <p>Rows are read by key (filters, hash index in the blocks) and scanned by region; entries of
 * indices are only scanned. Everything else is written, soon removed, and read only at the start:
 * no filters, small buffers, and a removal meets its put while both are still in memory.
 */
final class StoreOptions implements AutoCloseable {
  private static final long MIB = 1L << 20;
  private static final int FILTER_BITS_PER_KEY = 10;

  private final List<RocksObject> owned = new ArrayList<>();
  final DBOptions database;
  final List<ColumnFamilyDescriptor> families;

  StoreOptions(StoreTuning tuning) {
    Cache cache = own(new LRUCache(tuning.blockCacheBytes()));
    database =
        own(new DBOptions())
            .setCreateIfMissing(true)
            .setCreateMissingColumnFamilies(true)
            // A tail that a crash has torn is cut; damage before it is an error.
            .setWalRecoveryMode(WALRecoveryMode.PointInTimeRecovery)
            .setMaxBackgroundJobs(tuning.backgroundJobs())
            // The families fill at different speeds; the slow ones must not keep the log for ever.
            .setMaxTotalWalSize(8 * tuning.writeBufferBytes())
            .setBytesPerSync(MIB)
            .setWalBytesPerSync(MIB)
            .setAvoidUnnecessaryBlockingIO(true)
            .setStatsDumpPeriodSec(0)
            .setStatsPersistPeriodSec(0)
            .setKeepLogFileNum(2)
            .setMaxLogFileSize(4 * MIB)
            .setInfoLogLevel(InfoLogLevel.WARN_LEVEL);
    families =
        List.of(
            family(new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8), small(cache)),
            family("rows", rows(cache, tuning)),
            family("pending", shortLived(cache, tuning)),
            family("outcomes", shortLived(cache, tuning)),
            family("tombstones", shortLived(cache, tuning)),
            family("indices", indices(cache, tuning)));
  }

  private ColumnFamilyOptions rows(Cache cache, StoreTuning tuning) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(4 << 10)
            .setFilterPolicy(own(new BloomFilter(FILTER_BITS_PER_KEY)))
            .setOptimizeFiltersForMemory(true)
            .setDataBlockIndexType(DataBlockIndexType.kDataBlockBinaryAndHash)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFormatVersion(6);
    return own(new ColumnFamilyOptions())
        .setTableFormatConfig(table)
        .setWriteBufferSize(tuning.writeBufferBytes())
        .setMaxWriteBufferNumber(4)
        .setMemtablePrefixBloomSizeRatio(0.02)
        .setMemtableWholeKeyFiltering(true)
        .setLevelCompactionDynamicLevelBytes(true)
        .setMaxBytesForLevelBase(4 * tuning.writeBufferBytes())
        .setTargetFileSizeBase(tuning.writeBufferBytes())
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private ColumnFamilyOptions indices(Cache cache, StoreTuning tuning) {
    BlockBasedTableConfig table =
        new BlockBasedTableConfig()
            .setBlockCache(cache)
            .setBlockSize(4 << 10)
            .setCacheIndexAndFilterBlocks(true)
            .setCacheIndexAndFilterBlocksWithHighPriority(true)
            .setPinL0FilterAndIndexBlocksInCache(true)
            .setFormatVersion(6);
    return own(new ColumnFamilyOptions())
        .setTableFormatConfig(table)
        .setWriteBufferSize(tuning.writeBufferBytes() / 2)
        .setMaxWriteBufferNumber(4)
        .setLevelCompactionDynamicLevelBytes(true)
        .setMaxBytesForLevelBase(2 * tuning.writeBufferBytes())
        .setTargetFileSizeBase(tuning.writeBufferBytes() / 2)
        .setCompressionType(CompressionType.LZ4_COMPRESSION);
  }

  private ColumnFamilyOptions shortLived(Cache cache, StoreTuning tuning) {
    return own(new ColumnFamilyOptions())
        .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
        .setWriteBufferSize(tuning.writeBufferBytes() / 2)
        .setMaxWriteBufferNumber(2)
        .setCompressionType(CompressionType.NO_COMPRESSION);
  }

  private ColumnFamilyOptions small(Cache cache) {
    return own(new ColumnFamilyOptions())
        .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
        .setWriteBufferSize(MIB)
        .setCompressionType(CompressionType.NO_COMPRESSION);
  }

  private static ColumnFamilyDescriptor family(String name, ColumnFamilyOptions options) {
    return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
  }

  private <T extends RocksObject> T own(T handle) {
    owned.add(handle);
    return handle;
  }

  @Override
  public void close() {
    // Users before what they use.
    for (RocksObject handle : owned.reversed()) {
      handle.close();
    }
  }
}
