package org.hyperdex.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.replication.ScrubCounts;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.storage.membership.ConfigurationSource;
import org.hyperdex.storage.membership.Report;
import org.hyperdex.storage.peers.LinkTotals;
import org.hyperdex.storage.peers.Peers;
import org.hyperdex.storage.peers.Receptionist;
import org.hyperdex.storage.rows.IndexCleaner;
import org.hyperdex.storage.rows.RocksStore;
import org.hyperdex.storage.search.Searches;
import org.hyperdex.storage.shard.ShardEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One storage server, whole, in whatever process: rows, shard threads, searches, links, membership.
 *
 * <pre>
 * JOINING -> SERVING  the cluster has taken it in, and all shards work under a configuration
 * JOINING, SERVING -> LEAVING  it is closed
 * any     -> ENDED    closed, failed, or not wanted any more
 * </pre>
 *
 * It listens from the start, and refuses links as long as it does not know its incarnation. A
 * failure of the storage, or of the core, ends it at once: nothing is answered after a batch that
 * may not have been written. Whoever started it waits for {@link #ended} and closes it then.
 */
public final class StorageServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(StorageServer.class);
  private static final long REPORT_MILLIS = 50;
  private static final long TICK_MILLIS = 50;
  private static final long CLEAN_MINUTES = 1;
  private static final long DRAIN_STEP_MILLIS = 5;

  private final StorageOptions options;
  private final AtomicReference<Configuration> newest =
      new AtomicReference<>(new Configuration("", 0, false, List.of(), List.of(), List.of()));
  private final ServerParts parts;
  private final Membership membership;
  private final Thread joining;
  private final Chores chores = new Chores();
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private volatile int pendingWrites;

  private StorageServer(
      StorageOptions options, ConfigurationSource.Factory sources, MeterRegistry meters) {
    this.options = options;
    parts = new ServerParts(options, sources, meters, newest::get, this::failed);
    membership = new Membership(options, parts, newest, new Consequences());
    parts.meters.watch(this);
    joining = Thread.ofPlatform().name("storage-join").unstarted(membership::join);
    chores.repeat(this::report, REPORT_MILLIS, TimeUnit.MILLISECONDS);
    chores.repeat(parts.shards::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
    chores.repeat(() -> clean(newest.get()), CLEAN_MINUTES, TimeUnit.MINUTES);
    // Last: a cluster that refuses the server at once ends it, chores and all.
    joining.start();
  }

  /**
   * Opens the data directory, listens, and joins the cluster in the background.
   *
   * @throws org.hyperdex.storage.rows.DataDirectoryException if the directory must not be used
   * @throws org.hyperdex.storage.rows.StorageFailure if the rows cannot be opened
   * @throws org.hyperdex.transport.link.LinkBindException if the address cannot be used
   */
  public static StorageServer start(
      StorageOptions options, ConfigurationSource.Factory sources, MeterRegistry meters) {
    return new StorageServer(options, sources, meters);
  }

  /** The same, with meters nobody looks at. */
  public static StorageServer start(StorageOptions options, ConfigurationSource.Factory sources) {
    return start(options, sources, new SimpleMeterRegistry());
  }

  /** The identity of the data directory. */
  public long serverId() {
    return parts.self;
  }

  /** The data port. */
  public int port() {
    return parts.links.port();
  }

  /** Whether the cluster has taken the server in and all shards work under a configuration. */
  public boolean isReady() {
    return membership.adoptedVersion() > 0 && !closing.get() && !ended.isDone();
  }

  /** The newest configuration the server has been told of; version 0 before the first. */
  public Configuration configuration() {
    return newest.get();
  }

  /** The version of the configuration that all shards have adopted; 0 before the first. */
  public long adoptedVersion() {
    return membership.adoptedVersion();
  }

  /** Told once, however the server ends; when it fails, before it is closed. */
  public CompletableFuture<Ending> ended() {
    return ended.copy();
  }

  /** What its place in the cluster means for the server. */
  private final class Consequences implements Membership.Observer {
    @Override
    public void adopted(Configuration newer) {
      chores.soon(StorageServer.this::report);
      chores.soon(() -> clean(newer));
    }

    @Override
    public void end(Ending.Kind kind, Throwable why) {
      StorageServer.this.end(kind, why);
    }

    @Override
    public void failed(Throwable cause) {
      StorageServer.this.failed(cause);
    }
  }

  private void clean(Configuration newer) {
    try {
      for (long region : parts.cleaner.unneeded(newer, System.nanoTime())) {
        // In the shard's turn: a newer configuration may make this server the region's joiner.
        parts
            .mailboxes
            .of(region)
            .offer(new ShardEvent.Clean(newer.version(), () -> parts.cleaner.remove(region)));
      }
      for (IndexCleaner.RegionIndex one : parts.indexCleaner.unneeded(newer)) {
        parts
            .mailboxes
            .of(one.region())
            .offer(new ShardEvent.Clean(newer.version(), () -> parts.indexCleaner.remove(one)));
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void report() {
    long version = adoptedVersion();
    var _ = parts.shards.pendingWrites().thenAccept(pending -> pendingWrites = pending);
    var _ =
        parts
            .shards
            .olderWrites()
            .thenAccept(older ->
                parts.source.report(
                    new Report(
                        version,
                        older == 0,
                        transfers(),
                        parts.shards.indexing(),
                        parts.peers.unreachable())));
  }

  private void failed(Throwable cause) {
    LOG.error("this server cannot go on and stops serving", cause);
    end(Ending.Kind.FAILED, cause);
  }

  private void end(Ending.Kind kind, Throwable cause) {
    if (ended.complete(new Ending(kind, String.valueOf(cause.getMessage())))) {
      LOG.error("the storage server ends ({}): {}", kind, cause.getMessage());
      // Not on the calling thread, which may be one of those that are waited for.
      Thread.ofPlatform().name("storage-end").start(this::close);
    }
  }

  /**
   * Leaves: tells the cluster, refuses requests, lets pending writes finish for a while, closes
   * everything. Takes a few seconds at most. Whoever calls second waits for the first: when this
   * returns, the data directory is free.
   */
  @Override
  public void close() {
    membership.leaving();
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    try {
      chores.close();
      parts.receptionist.refuseRequests();
      if (!ended.isDone()) {
        leave();
      }
      parts.close();
      ended.complete(new Ending(Ending.Kind.STOPPED, ""));
      LOG.info("the storage server has stopped");
    } finally {
      closed.complete(null);
    }
  }

  /** Gives up the lease, so that others may take over at once, and sees them do so. */
  private void leave() {
    parts.mailboxes.toAll(new ShardEvent.Lease(0));
    long deadline = System.nanoTime() + options.shutdownTimeout().toNanos();
    long without = parts.source.leave(options.shutdownTimeout().dividedBy(2));
    joining.interrupt();
    try {
      while (System.nanoTime() < deadline && (adoptedVersion() < without || writesPending())) {
        Thread.sleep(DRAIN_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean writesPending() {
    return parts
            .shards
            .pendingWrites()
            .completeOnTimeout(0, DRAIN_STEP_MILLIS * 10, TimeUnit.MILLISECONDS)
            .join()
        > 0;
  }

  LinkTotals linkTotals() {
    return parts.totals;
  }

  Receptionist receptionist() {
    return parts.receptionist;
  }

  Peers peers() {
    return parts.peers;
  }

  Searches searches() {
    return parts.searches;
  }

  RocksStore store() {
    return parts.store;
  }

  int pendingWrites() {
    return pendingWrites;
  }

  /** How far the joins are that this server carries out as tail. */
  List<TransferProgress> transfers() {
    return parts.shards.transfers();
  }

  /** How far the indices are that this server builds. */
  Indexing indexReport() {
    return parts.shards.indexing();
  }

  /** The indices of regions there is anything of on disk. */
  List<IndexCleaner.RegionIndex> keptIndices() {
    return parts.indexCleaner.found();
  }

  /** What the verification of indices has done and found. */
  IndexScrubCounts indicesScrubbed() {
    return parts.shards.indicesScrubbed();
  }

  /** What the comparison of copies has done and found. */
  ScrubCounts scrubbed() {
    return parts.shards.scrubbed();
  }

  /** Whether the server has a lease. */
  boolean leased() {
    return membership.leased();
  }
}
