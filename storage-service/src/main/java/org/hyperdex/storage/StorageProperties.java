package org.hyperdex.storage;

import java.nio.file.Path;
import java.time.Duration;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.StoreTuning;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * The settings of a storage server's process.
 *
 * @param listen the address to bind, at which others reach the server as well
 * @param port the data port
 * @param data the data directory
 * @param coordinators addresses of any coordinators of the cluster, {@code host:port}, with commas
 * @param threads the number of shards; 0 for one per core, -n for all cores but n
 * @param durability when a write counts as durable: {@code sync} survives power loss, {@code os}
 *     the death of the process
 * @param zone the failure zone; empty for none
 * @param heartbeatInterval how often the coordinators hear from the server
 * @param searchIdleExpiry how long a search waits for a sign of its client before it is ended;
 *     clients give one every five seconds
 * @param blockCache memory for blocks read from disk
 * @param writeBuffer memory for rows not yet in a file; up to four times as much is used
 * @param sessionExpiry how long outcomes are kept for the retries of a client that is silent; at
 *     least half an hour
 * @param scrubRate how much of its rows the server reads in a second to compare them with other
 *     copies; 0 for no comparison
 * @param scrubPause how long after one comparison of all rows the next one begins
 * @param transferRate how much of its rows the server reads in a second for servers that join its
 *     chains or return to them; more than 0
 */
@ConfigurationProperties("hyperdex.storage")
public record StorageProperties(
    @DefaultValue(LISTEN) String listen,
    @DefaultValue("" + PORT) int port,
    @DefaultValue(".") Path data,
    @DefaultValue("127.0.0.1:1982") String coordinators,
    @DefaultValue("0") int threads,
    @DefaultValue("sync") Durability durability,
    @DefaultValue("") String zone,
    @DefaultValue("200ms") Duration heartbeatInterval,
    @DefaultValue("1m") Duration searchIdleExpiry,
    @DefaultValue("256MB") DataSize blockCache,
    @DefaultValue("64MB") DataSize writeBuffer,
    @DefaultValue("1h") Duration sessionExpiry,
    @DefaultValue("1MB") DataSize scrubRate,
    @DefaultValue("10m") Duration scrubPause,
    @DefaultValue("64MB") DataSize transferRate) {
  static final String LISTEN = "127.0.0.1";
  static final int PORT = 2012;

  /** How far above the data port health and metrics are. */
  static final int MANAGEMENT_PORT_OFFSET = 2000;

  /** The same for a server. */
  StorageOptions options() {
    int cores = Runtime.getRuntime().availableProcessors();
    return StorageOptions.of(data)
        .withAddress(listen, port)
        .withThreads(threads > 0 ? threads : Math.max(1, cores + threads))
        .withDurability(durability)
        .withZone(zone)
        .withSearchIdleExpiry(searchIdleExpiry)
        .withSessionExpiry(sessionExpiry)
        .withScrubbing(ScrubOptions.of(scrubRate.toBytes(), scrubPause.toNanos()))
        .withTransferRate(transferRate.toBytes())
        .withTuning(
            new StoreTuning(
                blockCache.toBytes(),
                writeBuffer.toBytes(),
                StoreTuning.standard().backgroundJobs()));
  }
}
