package org.hyperdex.storage.rows;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wipes what is left of indices that were dropped. */
public final class IndexCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(IndexCleaner.class);

  /** An index of one region. */
  public record RegionIndex(long region, long index) {}

  private final RocksStore store;

  /** Makes a cleaner of {@code store}. */
  public IndexCleaner(RocksStore store) {
    this.store = store;
  }

  /**
   * The indices {@code configuration}, which all shards have adopted, has not in spaces it has.
   * Each is to be {@linkplain #remove removed} by its region's shard, if that has adopted no newer
   * one meanwhile.
   */
  public List<RegionIndex> unneeded(Configuration configuration) {
    if (configuration.version() < store.adoptedVersion() || configuration.version() == 0) {
      // From a coordinator that lags behind: indices it does not know may be newer than it.
      return List.of();
    }
    List<RegionIndex> unneeded = new ArrayList<>();
    for (RegionIndex one : found()) {
      RegionRef found = configuration.region(one.region()).orElse(null);
      if (found != null && !isKept(found, one.index())) {
        unneeded.add(one);
      }
    }
    return unneeded;
  }

  private static boolean isKept(RegionRef region, long index) {
    return region.space().indices().stream().anyMatch(one -> one.id() == index);
  }

  /** The indices there is anything of. One seek for each. */
  public List<RegionIndex> found() {
    List<RegionIndex> found = new ArrayList<>();
    try (ReadOptions options = new ReadOptions().setFillCache(false);
        RocksIterator iterator = store.database().newIterator(store.indices(), options)) {
      iterator.seekToFirst();
      while (iterator.isValid()) {
        byte[] key = iterator.key();
        RegionIndex one = new RegionIndex(IndexKeys.region(key), IndexKeys.index(key));
        found.add(one);
        iterator.seek(IndexKeys.after(one.region(), one.index()));
      }
      iterator.status();
    } catch (RocksDBException e) {
      throw new StorageFailure("list the indices", e);
    }
    return found;
  }

  /** Removes an index of a region. Called by the region's shard. */
  public void remove(RegionIndex one) {
    try {
      // Files that snapshots may still look into go with compaction.
      store
          .database()
          .deleteRange(
              store.indices(),
              store.writeOptions(),
              IndexKeys.state(one.region(), one.index()),
              IndexKeys.after(one.region(), one.index()));
    } catch (RocksDBException e) {
      throw new StorageFailure("remove index " + one.index(), e);
    }
    LOG.info("wiped index {} of region {}, which was dropped", one.index(), one.region());
  }
}
