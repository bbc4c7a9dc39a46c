package org.hyperdex.storage.rows;

/**
 * How much memory and how many threads the engine may use.
 *
 * @param blockCacheBytes for blocks read from disk, their indices and filters
 * @param writeBufferBytes for one memtable of rows; up to four exist
 * @param backgroundJobs flushes and compactions at a time
 */
public record StoreTuning(long blockCacheBytes, long writeBufferBytes, int backgroundJobs) {
  private static final long MIB = 1L << 20;

  /** Fits a server that shares its machine. */
  public static StoreTuning standard() {
    return new StoreTuning(
        256 * MIB, 64 * MIB, Math.max(2, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** Fits a server inside a test. */
  public static StoreTuning small() {
    return new StoreTuning(8 * MIB, 4 * MIB, 2);
  }
}
