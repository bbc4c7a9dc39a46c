package org.hyperdex.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The peer: RocksDB alone in this process, without a network, on rows of the same size. One thread
 * writes batches of as many rows as the loop has operations under way, and reads rows one by one.
 */
final class RocksAlone implements AutoCloseable {
  private static final int ROW_BYTES = Rows.ATTRIBUTES * Rows.VALUE_BYTES + 64;

  static {
    RocksDB.loadLibrary();
  }

  private final Path directory;
  private final Options options;
  private final WriteOptions writeOptions;
  private final RocksDB database;

  RocksAlone() throws IOException, RocksDBException {
    directory = Files.createTempDirectory("rocks-alone");
    BlockBasedTableConfig table =
        new BlockBasedTableConfig().setFilterPolicy(new BloomFilter(10, false));
    options = new Options().setCreateIfMissing(true).setTableFormatConfig(table);
    writeOptions = new WriteOptions();
    database = RocksDB.open(options, directory.toString());
  }

  /** Puts {@code count} rows over {@code objects} keys; operations per second. */
  double put(long objects, long count, int window) throws RocksDBException {
    SplittableRandom random = new SplittableRandom(7);
    byte[] row = new byte[ROW_BYTES];
    long begun = System.nanoTime();
    for (long done = 0; done < count; done += window) {
      try (WriteBatch batch = new WriteBatch()) {
        for (int i = 0; i < window; i++) {
          random.nextBytes(row);
          batch.put(key((done + i) % objects), row);
        }
        database.write(writeOptions, batch);
      }
    }
    return count * 1e9 / (System.nanoTime() - begun);
  }

  /** Gets {@code count} random rows of {@code objects}; operations per second. */
  double get(long objects, long count) throws RocksDBException {
    SplittableRandom random = new SplittableRandom(8);
    long begun = System.nanoTime();
    for (long i = 0; i < count; i++) {
      if (database.get(key(random.nextLong(objects))) == null) {
        throw new IllegalStateException("a row that was put is missing");
      }
    }
    return count * 1e9 / (System.nanoTime() - begun);
  }

  private static byte[] key(long i) {
    return "user%08d".formatted(i).getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    database.close();
    writeOptions.close();
    options.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
