package org.hyperdex.storage.rows;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
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
  private static final int MOST_PER_TICK = 2_000;
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

  /** Of the row at {@link #from}, if that has more than one tick can look for. */
  private WantedEntries wanted = WantedEntries.NONE;

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
        wanted = WantedEntries.NONE;
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
          if (!wanted.areOf(key, row, region)) {
            wanted = WantedEntries.of(key, row, region);
            limit.passed(key.length() + row.row().length());
          }
          while (looked < MOST_PER_TICK && wanted.hasNext()) {
            mustBeThere(region.region, wanted.next(), repairs);
          }
          if (!wanted.hasNext()) {
            wanted = WantedEntries.NONE;
            from = key.successor();
            looked();
          }
          through[0] = !wanted.hasNext() && mayGoOn(nowNanos);
          return through[0];
        });
    return through[0];
  }

  private void mustBeThere(long region, WantedEntries.Wanted one, WriteBatch repairs) {
    byte[] name = IndexKeys.entry(region, one.index().id(), one.entry());
    looked++;
    try {
      if (store.database().get(store.indices(), name) == null) {
        repairs.put(store.indices(), name, NOTHING);
        counts = counts.plus(new IndexScrubCounts(0, 0, 1, 0));
        report("lacks", region, one.index(), one.entry());
      }
    } catch (RocksDBException e) {
      throw new StorageFailure("verify index " + one.index().id(), e);
    }
  }

  /**
   * The next entries, by their objects: the row of an object that has many of them is read and
   * taken apart once for all.
   */
  private boolean entries(long region, Kept index, long nowNanos, WriteBatch repairs)
      throws RocksDBException {
    Map<Bytes, List<Bytes>> byObject = new LinkedHashMap<>();
    boolean all = true;
    try (Slice upperBound = new Slice(IndexKeys.after(region, index.id()));
        ReadOptions readOptions =
            new ReadOptions().setIterateUpperBound(upperBound).setFillCache(false);
        RocksIterator iterator = store.database().newIterator(store.indices(), readOptions)) {
      ValueRange rest = new ValueRange(from, Optional.empty());
      iterator.seek(IndexKeys.from(region, index.id(), rest));
      for (int i = looked; i < MOST_PER_TICK && iterator.isValid(); i++) {
        Bytes entry = IndexKeys.entry(iterator.key());
        byObject
            .computeIfAbsent(index.entries.form().key(entry), _ -> new ArrayList<>(1))
            .add(entry);
        iterator.next();
      }
      all = !iterator.isValid();
      iterator.status();
    }
    Bytes last = from;
    for (Map.Entry<Bytes, List<Bytes>> object : byObject.entrySet()) {
      List<Bytes> found = object.getValue();
      if (!mayGoOn(nowNanos)) {
        // Of this object none was looked at, and of those before it all.
        from = found.getFirst();
        return false;
      }
      mustBelong(region, index, object.getKey(), found, repairs);
      last = last.compareTo(found.getLast()) < 0 ? found.getLast() : last;
    }
    from = last.successor();
    return all;
  }

  private void mustBelong(long region, Kept index, Bytes key, List<Bytes> found, WriteBatch repairs)
      throws RocksDBException {
    StoredRow row = rows.read(region, key);
    List<Bytes> right = row == null ? List.of() : index.entries.of(key, row.row());
    limit.passed(row == null ? 0 : row.row().length());
    for (Bytes entry : found) {
      if (Collections.binarySearch(right, entry) < 0) {
        repairs.delete(store.indices(), IndexKeys.entry(region, index.id(), entry));
        counts = counts.plus(new IndexScrubCounts(0, 0, 0, 1));
        report("has a false", region, index, entry);
      }
      limit.passed(entry.length());
      looked();
    }
  }

  private void looked() {
    looked++;
    counts = counts.plus(new IndexScrubCounts(0, 1, 0, 0));
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
