package org.hyperdex.storage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.StoreTuning;

/**
 * The settings of a storage server.
 *
 * @param listen the address to bind, at which others reach the server as well
 * @param port the data port; 0 for any free one
 * @param data the data directory
 * @param zone the failure zone; empty if there is no label
 * @param threads the number of shards
 * @param durability when a write counts as durable here
 * @param tuning what the engine may use
 * @param searchIdleExpiry how long a search waits for a sign of its client before it is ended;
 *     clients give one every five seconds
 * @param shutdownTimeout how long an orderly end may take, more or less
 * @param sessionExpiry how long outcomes are kept for the retries of a client that is silent
 * @param scrubbing how much all shards together do to compare copies
 * @param transferRate how many bytes of rows all shards together read in a second for servers that
 *     join chains; at least 1
 */
public record StorageOptions(
    String listen,
    int port,
    Path data,
    String zone,
    int threads,
    Durability durability,
    StoreTuning tuning,
    Duration searchIdleExpiry,
    Duration shutdownTimeout,
    Duration sessionExpiry,
    ScrubOptions scrubbing,
    long transferRate) {
  private static final int MAX_THREADS = 512;

  public StorageOptions {
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException(
          "threads must be between 1 and " + MAX_THREADS + ", not " + threads);
    }
    RetryBudget.requireSessionExpiry(sessionExpiry);
    if (transferRate < 1) {
      throw new IllegalArgumentException(
          "the transfer rate must be at least 1 byte per second, not "
              + transferRate
              + ": servers that join chains would never get their rows");
    }
  }

  /** The usual settings for a server that keeps its rows under {@code data}. */
  public static StorageOptions of(Path data) {
    return new StorageOptions(
        "127.0.0.1",
        0,
        data,
        "",
        Runtime.getRuntime().availableProcessors(),
        Durability.SYNC,
        StoreTuning.standard(),
        Duration.ofMinutes(1),
        Duration.ofSeconds(3),
        RetryBudget.SESSION_EXPIRY,
        ScrubOptions.of(1 << 20, TimeUnit.MINUTES.toNanos(10)),
        64 << 20);
  }

  /** These settings with another address. */
  public StorageOptions withAddress(String newListen, int newPort) {
    return new StorageOptions(
        newListen,
        newPort,
        data,
        zone,
        threads,
        durability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with another failure zone. */
  public StorageOptions withZone(String newZone) {
    return new StorageOptions(
        listen,
        port,
        data,
        newZone,
        threads,
        durability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with another number of shards. */
  public StorageOptions withThreads(int newThreads) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        newThreads,
        durability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with another durability. */
  public StorageOptions withDurability(Durability newDurability) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        threads,
        newDurability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with other limits for the engine. */
  public StorageOptions withTuning(StoreTuning newTuning) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        threads,
        durability,
        newTuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with another patience for clients of searches. */
  public StorageOptions withSearchIdleExpiry(Duration newExpiry) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        threads,
        durability,
        tuning,
        newExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with another memory for silent clients. */
  public StorageOptions withSessionExpiry(Duration newExpiry) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        threads,
        durability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        newExpiry,
        scrubbing,
        transferRate);
  }

  /** These settings with more or less comparison of copies. */
  public StorageOptions withScrubbing(ScrubOptions newScrubbing) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        threads,
        durability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        newScrubbing,
        transferRate);
  }

  /** These settings with faster or slower transfers. */
  public StorageOptions withTransferRate(long newTransferRate) {
    return new StorageOptions(
        listen,
        port,
        data,
        zone,
        threads,
        durability,
        tuning,
        searchIdleExpiry,
        shutdownTimeout,
        sessionExpiry,
        scrubbing,
        newTransferRate);
  }
}
