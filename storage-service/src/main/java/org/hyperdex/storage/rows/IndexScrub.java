package org.hyperdex.storage.rows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.replication.RateLimit;
import org.hyperdex.core.replication.RegionStore;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.storage.rows.RegionIndices.Kept;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes through the indices of a shard over and over, slowly: whether every row has its entries, and
 * every entry its row. What is wrong is put right at once, in this copy, since the row is the
 * truth; it is never right that it is needed. Used by the shard's thread.
 *
 * <p>Rows and entries on disk belong together at every moment, so nothing needs a snapshot.
 */
final class IndexScrub {
  private static final Logger LOG = LoggerFactory.getLogger(IndexScrub.class);
  private static final int MOST_PER_TICK = 1_000;
  private static final byte[] NOTHING = new byte[0];

  /** What a walk goes through: the rows of a region, or the entries of one of its indices. */
  private sealed interface Part {}

  private record Rows(long region) implements Part {}

  private record Entries(long region, long index) implements Part {}

  private final RocksStore store;
  private final RegionStore rows;
  private final RateLimit limit = new RateLimit(0);
  private final Deque<Part> left = new ArrayDeque<>();
  private ScrubOptions options = ScrubOptions.OFF;
  private Bytes from = Bytes.EMPTY;
  private long nextWalkNanos;
  private int looked;
  private IndexScrubCounts counts = IndexScrubCounts.NONE;

  IndexScrub(RocksStore store, RegionStore rows) {
    this.store = store;
    this.rows = rows;
  }

  void options(ScrubOptions newOptions, long nowNanos) {
    options = newOptions;
    limit.rate(newOptions.bytesPerSecond());
    nextWalkNanos = nowNanos + newOptions.pauseNanos();
  }

  IndexScrubCounts counts() {
    return counts;
  }

  /** Goes on as far as the limit allows. */
  void tick(Map<Long, RegionIndices> regions, long nowNanos) {
    if (options.bytesPerSecond() == 0 || (left.isEmpty() && !begin(regions, nowNanos))) {
      return;
    }
    looked = 0;
    try (WriteBatch repairs = new WriteBatch()) {
      while (!left.isEmpty() && mayGoOn(nowNanos) && walk(regions, nowNanos, repairs)) {
        left.removeFirst();
        from = Bytes.EMPTY;
      }
      if (repairs.count() > 0) {
        store.database().write(store.writeOptions(), repairs);
      }
    } catch (RocksDBException e) {
      throw new StorageFailure("verify indices", e);
    }
    if (left.isEmpty()) {
      counts = counts.plus(new IndexScrubCounts(1, 0, 0, 0));
      nextWalkNanos = nowNanos + options.pauseNanos();
    }
  }

  private boolean begin(Map<Long, RegionIndices> regions, long nowNanos) {
    if (nowNanos - nextWalkNanos < 0) {
      return false;
    }
    regions.values().stream()
        .filter(region -> !region.kept.isEmpty())
        .forEach(region -> {
          left.add(new Rows(region.region));
          region.kept.forEach(index -> left.add(new Entries(region.region, index.id())));
        });
    return !left.isEmpty();
  }

  private boolean mayGoOn(long nowNanos) {
    return looked < MOST_PER_TICK && limit.open(nowNanos);
  }

  /** Whether the first part is through. */
  private boolean walk(Map<Long, RegionIndices> regions, long nowNanos, WriteBatch repairs)
      throws RocksDBException {
    return switch (left.getFirst()) {
      case Rows(long id) -> {
        RegionIndices region = regions.get(id);
        yield region == null || rows(region, nowNanos, repairs);
      }
      case Entries(long id, long index) -> {
        RegionIndices region = regions.get(id);
        Kept kept = region == null ? null : region.find(index);
        yield kept == null || !kept.state.complete() || entries(id, kept, nowNanos, repairs);
      }
    };
  }

  private boolean rows(RegionIndices region, long nowNanos, WriteBatch repairs) {
    boolean[] through = {true};
    rows.rows(
        region.region,
        from,
        null,
        (key, row) -> {
          for (Kept index : region.kept) {
            if (index.state.complete()) {
              index
                  .entries
                  .of(key, row.row())
                  .forEach(entry -> mustBeThere(region.region, index, entry, repairs));
            }
          }
          from = key.successor();
          passed(key.length() + row.row().length());
          through[0] = mayGoOn(nowNanos);
          return through[0];
        });
    return through[0];
  }

  private void mustBeThere(long region, Kept index, Bytes entry, WriteBatch repairs) {
    byte[] name = IndexKeys.entry(region, index.id(), entry);
    try {
      if (store.database().get(store.indices(), name) == null) {
        repairs.put(store.indices(), name, NOTHING);
        counts = counts.plus(new IndexScrubCounts(0, 0, 1, 0));
        report("lacks", region, index, entry);
      }
    } catch (RocksDBException e) {
      throw new StorageFailure("verify index " + index.id(), e);
    }
  }

  private boolean entries(long region, Kept index, long nowNanos, WriteBatch repairs)
      throws RocksDBException {
    try (Slice upperBound = new Slice(IndexKeys.after(region, index.id()));
        ReadOptions readOptions =
            new ReadOptions().setIterateUpperBound(upperBound).setFillCache(false);
        RocksIterator iterator = store.database().newIterator(store.indices(), readOptions)) {
      ValueRange rest = new ValueRange(from, Optional.empty());
      iterator.seek(IndexKeys.from(region, index.id(), rest));
      for (; iterator.isValid(); iterator.next()) {
        if (!mayGoOn(nowNanos)) {
          return false;
        }
        Bytes entry = IndexKeys.entry(iterator.key());
        Bytes key = index.entries.form().key(entry);
        StoredRow row = rows.read(region, key);
        if (row == null || !index.entries.of(key, row.row()).contains(entry)) {
          repairs.delete(store.indices(), iterator.key());
          counts = counts.plus(new IndexScrubCounts(0, 0, 0, 1));
          report("has a false", region, index, entry);
        }
        from = entry.successor();
        passed(entry.length() + (row == null ? 0 : row.row().length()));
      }
      iterator.status();
      return true;
    }
  }

  private void passed(long bytes) {
    looked++;
    counts = counts.plus(new IndexScrubCounts(0, 1, 0, 0));
    limit.passed(bytes);
  }

  private static void report(String fault, long region, Kept index, Bytes entry) {
    LOG.error(
        "index {} of region {} {} entry (hex) {}: the index is repaired",
        index.id(),
        region,
        fault,
        entry);
  }
}
