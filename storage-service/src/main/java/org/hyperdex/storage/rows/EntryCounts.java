package org.hyperdex.storage.rows;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.query.ValueRange;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Range;
import org.rocksdb.RocksDBException;
import org.rocksdb.SizeApproximationFlag;
import org.rocksdb.Slice;

/**
 * About how many records lie where, as the engine's own statistics say. Any thread.
 *
 * <p>Of what is in memory the engine estimates the number. Of files it knows the size of a range,
 * to a block, and how many records the whole files have; the quotient of these, which changes
 * slowly, is remembered for a while.
 */
final class EntryCounts {
  private static final long REMEMBERED_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int MOST_REMEMBERED = 10_000;

  /** Where nothing has been written to a file yet. */
  private static final double DEFAULT_BYTES = 64;

  private record Average(double bytes, long sinceNanos) {}

  /** The engine lists its files under its own lock, one object for each. */
  private record Listing(List<LiveFileMetaData> files, long sinceNanos) {}

  private final RocksStore store;
  private final Map<ByteBuffer, Average> averages = new ConcurrentHashMap<>();
  private @Nullable Listing listing;

  EntryCounts(RocksStore store) {
    this.store = store;
  }

  long rows(long region, ValueRange keys) {
    return keys.isEmpty()
        ? 0
        : count(
            store.rows(),
            RegionKeys.region(region),
            RegionKeys.after(region),
            RegionKeys.from(region, keys),
            RegionKeys.to(region, keys));
  }

  long entries(long region, long index, ValueRange range) {
    return range.isEmpty()
        ? 0
        : count(
            store.indices(),
            IndexKeys.state(region, index),
            IndexKeys.after(region, index),
            IndexKeys.from(region, index, range),
            IndexKeys.to(region, index, range));
  }

  private long count(ColumnFamilyHandle family, byte[] first, byte[] last, byte[] from, byte[] to) {
    try (Slice lower = new Slice(from);
        Slice upper = new Slice(to)) {
      Range range = new Range(lower, upper);
      long inMemory = store.database().getApproximateMemTableStats(family, range).count;
      long bytes =
          store.database()
              .getApproximateSizes(family, List.of(range), SizeApproximationFlag.INCLUDE_FILES)[0];
      return bytes == 0 ? inMemory : inMemory + (long) (bytes / averageBytes(family, first, last));
    }
  }

  private double averageBytes(ColumnFamilyHandle family, byte[] first, byte[] last) {
    long now = System.nanoTime();
    ByteBuffer name = ByteBuffer.wrap(first);
    Average known = averages.get(name);
    if (known == null || now - known.sinceNanos() > REMEMBERED_NANOS) {
      if (averages.size() > MOST_REMEMBERED) {
        averages.clear();
      }
      known = new Average(measured(family, first, last), now);
      averages.put(name, known);
    }
    return known.bytes();
  }

  /**
   * Of the files that may have something between the keys. The engine's call for their properties
   * by range cannot be used: its native half returns an object of another type than it declares.
   */
  private double measured(ColumnFamilyHandle family, byte[] first, byte[] last) {
    byte[] familyName = name(family);
    long bytes = 0;
    long records = 0;
    for (LiveFileMetaData file : files()) {
      if (Arrays.equals(file.columnFamilyName(), familyName)
          && Arrays.compareUnsigned(file.largestKey(), first) >= 0
          && Arrays.compareUnsigned(file.smallestKey(), last) < 0) {
        bytes += file.size();
        records += file.numEntries();
      }
    }
    return records == 0 ? DEFAULT_BYTES : Math.max(1, (double) bytes / records);
  }

  /** One listing serves every region and index for as long as their averages are remembered. */
  private synchronized List<LiveFileMetaData> files() {
    long now = System.nanoTime();
    Listing known = listing;
    if (known == null || now - known.sinceNanos() > REMEMBERED_NANOS) {
      known = new Listing(store.database().getLiveFilesMetaData(), now);
      listing = known;
    }
    return known.files();
  }

  private static byte[] name(ColumnFamilyHandle family) {
    try {
      return family.getName();
    } catch (RocksDBException e) {
      throw new StorageFailure("read the name of a column family", e);
    }
  }
}
