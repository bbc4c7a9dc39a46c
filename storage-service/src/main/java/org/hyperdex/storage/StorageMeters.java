package org.hyperdex.storage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.replication.Divergence;
import org.hyperdex.core.replication.ScrubCounts;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.storage.search.SearchObserver;
import org.hyperdex.storage.shard.TurnObserver;
import org.hyperdex.storage.shard.TurnStatistics;
import org.hyperdex.transport.link.LinkCounts;

/**
 * A storage server in numbers, {@code hyperdex_storage_*}.
 *
 * <p>Shards and searches count for themselves and add up here once per turn or slice, so that a
 * meter costs next to nothing per operation.
 */
final class StorageMeters implements TurnObserver, SearchObserver, AutoCloseable {
  private static final String PREFIX = "hyperdex.storage.";

  private final MeterRegistry registry;

  /** What shows one server, and goes with it: the next server of the process has its own. */
  private final List<Meter> ofServer = new ArrayList<>();

  private final Counter gets;
  private final Counter writes;
  private final Counter searches;
  private final Counter counts;
  private final Counter propagates;
  private final Counter acknowledgements;
  private final Counter batchBytes;
  private final Counter rowsScanned;
  private final Counter rowsMatched;
  private final DistributionSummary turnEvents;
  private final Timer syncs;

  StorageMeters(MeterRegistry registry) {
    this.registry = registry;
    gets = operations("get");
    writes = operations("write");
    searches = operations("search");
    counts = operations("count");
    propagates = operations("propagate");
    acknowledgements = operations("acknowledge");
    batchBytes = counter("batch", "bytes", "Bytes written in batches");
    rowsScanned = counter("rows.scanned", "rows", "Rows that searches and counts have looked at");
    rowsMatched = counter("rows.matched", "rows", "Rows that searches and counts have found");
    turnEvents =
        DistributionSummary.builder(PREFIX + "turn.events")
            .description("Events that a shard took in one turn")
            .serviceLevelObjectives(1, 4, 16, 64, 256, 1024)
            .register(registry);
    syncs =
        Timer.builder(PREFIX + "sync")
            .description("How long it took to make a turn's batch survive power loss")
            .serviceLevelObjectives(
                Duration.ofNanos(250_000),
                Duration.ofMillis(1),
                Duration.ofMillis(4),
                Duration.ofMillis(16),
                Duration.ofMillis(64),
                Duration.ofMillis(256))
            .register(registry);
  }

  /** Adds the gauges of {@code server}. */
  void watch(StorageServer server) {
    gauge("ready", "1 if the server serves", server, s -> s.isReady() ? 1 : 0);
    gauge(
        "configuration.version",
        "Version of the configuration all shards have adopted",
        server,
        StorageServer::adoptedVersion);
    gauge("writes.pending", "Writes not yet committed", server, StorageServer::pendingWrites);
    gauge("searches.running", "Open searches and counts", server, s -> s.searches().running());
    gauge("clients", "Links of clients", server, s -> s.receptionist().clients());
    gauge("peers", "Open links to other servers", server, s -> s.peers().open());
    gauge(
        "peers.queued.bytes",
        "Bytes that wait to be sent to other servers",
        server,
        s -> s.peers().bytesQueued());
    gauge("rows.disk.bytes", "Size of the rows' files", server, s -> s.store().bytesOnDisk());
    gauge("leased", "1 if the server has a lease", server, s -> s.leased() ? 1 : 0);
    gauge("transfers", "Joins that the server carries out", server, s -> s.transfers().size());
    gauge(
        "transfers.sent.bytes",
        "Rows sent to the joiners of now",
        server,
        s -> s.transfers().stream().mapToLong(TransferProgress::bytesSent).sum());
    gauge(
        "transfers.skipped.bytes",
        "Rows the joiners of now had already",
        server,
        s -> s.transfers().stream().mapToLong(TransferProgress::bytesSkipped).sum());
    gauge("rows", "Rows, about", server, s -> s.store().estimatedRows());
    scrubbed("walks", "Times that all rows were compared", server, ScrubCounts::walks);
    scrubbed("rows", "Rows read to be compared", server, ScrubCounts::rowsWalked);
    scrubbed("copies", "Copies compared with others", server, ScrubCounts::copiesCompared);
    scrubbed("repairs", "Objects written again", server, ScrubCounts::repairs);
    for (Divergence.Kind kind : Divergence.Kind.values()) {
      ofServer.add(
          FunctionCounter.builder(
                  PREFIX + "scrub.divergences", server, s -> (double) s.scrubbed().found(kind))
              .description("Copies that differ from their key region; none is expected")
              .tag("kind", kind.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
    gauge(
        "indexing",
        "Indices of regions that are being built",
        server,
        s -> s.indexReport().building().size());
    indices("walks", "Times that all indices were verified", server, IndexScrubCounts::walks);
    indices(
        "missing", "Entries that rows lacked; none is expected", server, IndexScrubCounts::missing);
    indices("extra", "Entries that no row had; none is expected", server, IndexScrubCounts::extra);
    links("frames", "sent", server, LinkCounts::framesSent);
    links("frames", "received", server, LinkCounts::framesReceived);
    links("messages", "sent", server, LinkCounts::messagesSent);
    links("messages", "received", server, LinkCounts::messagesReceived);
    links("bytes", "sent", server, LinkCounts::bytesSent);
    links("bytes", "received", server, LinkCounts::bytesReceived);
  }

  private void indices(
      String what,
      String description,
      StorageServer server,
      ToLongFunction<IndexScrubCounts> count) {
    ofServer.add(
        FunctionCounter.builder(
                PREFIX + "scrub.indices." + what,
                server,
                s -> (double) count.applyAsLong(s.indicesScrubbed()))
            .description(description)
            .register(registry));
  }

  private void scrubbed(
      String what, String description, StorageServer server, ToLongFunction<ScrubCounts> count) {
    ofServer.add(
        FunctionCounter.builder(
                PREFIX + "scrub." + what, server, s -> (double) count.applyAsLong(s.scrubbed()))
            .description(description)
            .register(registry));
  }

  private void links(
      String what, String direction, StorageServer server, ToLongFunction<LinkCounts> count) {
    ofServer.add(
        FunctionCounter.builder(
                PREFIX + "link." + what, server, s -> (double) s.linkTotals().total(count))
            .description("What has gone through the links of the data path")
            .tag("direction", direction)
            .register(registry));
  }

  @Override
  public void close() {
    ofServer.forEach(registry::remove);
    ofServer.clear();
  }

  @Override
  public void turnDone(TurnStatistics turn) {
    turnEvents.record(turn.events());
    add(gets, turn.gets());
    add(writes, turn.writes());
    add(searches, turn.searches());
    add(counts, turn.counts());
    add(propagates, turn.propagates());
    add(acknowledgements, turn.acknowledgements());
    add(batchBytes, turn.batchBytes());
    if (turn.syncNanos() > 0) {
      syncs.record(turn.syncNanos(), TimeUnit.NANOSECONDS);
    }
  }

  @Override
  public void scanned(long read, long matching) {
    add(rowsScanned, read);
    add(rowsMatched, matching);
  }

  private static void add(Counter counter, long amount) {
    if (amount > 0) {
      counter.increment((double) amount);
    }
  }

  private Counter operations(String kind) {
    return Counter.builder(PREFIX + "operations")
        .description("Requests and messages that shards took, by kind")
        .tag("kind", kind)
        .register(registry);
  }

  private Counter counter(String name, String unit, String description) {
    return Counter.builder(PREFIX + name)
        .baseUnit(unit)
        .description(description)
        .register(registry);
  }

  private void gauge(
      String name,
      String description,
      StorageServer server,
      ToDoubleFunction<StorageServer> value) {
    ofServer.add(
        Gauge.builder(PREFIX + name, server, value).description(description).register(registry));
  }
}
