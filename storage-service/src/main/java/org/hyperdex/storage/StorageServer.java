package org.hyperdex.storage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.replication.ScrubCounts;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.storage.membership.Announcement;
import org.hyperdex.storage.membership.ConfigurationSource;
import org.hyperdex.storage.membership.Joined;
import org.hyperdex.storage.membership.MembershipException;
import org.hyperdex.storage.membership.Report;
import org.hyperdex.storage.peers.LinkOutput;
import org.hyperdex.storage.peers.LinkTotals;
import org.hyperdex.storage.peers.Peers;
import org.hyperdex.storage.peers.Receptionist;
import org.hyperdex.storage.rows.DataDirectory;
import org.hyperdex.storage.rows.DataDirectoryException;
import org.hyperdex.storage.rows.IndexCleaner;
import org.hyperdex.storage.rows.RegionCleaner;
import org.hyperdex.storage.rows.RocksStore;
import org.hyperdex.storage.rows.ShardRows;
import org.hyperdex.storage.search.Searches;
import org.hyperdex.storage.shard.Mailboxes;
import org.hyperdex.storage.shard.ShardEvent;
import org.hyperdex.storage.shard.ShardLoop;
import org.hyperdex.storage.shard.Shards;
import org.hyperdex.transport.link.LinkIdentity;
import org.hyperdex.transport.link.LinkOptions;
import org.hyperdex.transport.link.LinkServer;
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
  private static final int MAILBOX_CAPACITY = 16_384;
  private static final int MAX_UNANSWERED_PER_SHARD = 32_768;
  private static final long REPORT_MILLIS = 50;
  private static final long TICK_MILLIS = 50;
  private static final long CLEAN_MINUTES = 1;
  private static final long DRAIN_STEP_MILLIS = 5;

  private final LeaseClock clock = new LeaseClock();
  private final StorageOptions options;
  private final DataDirectory directory;
  private final RocksStore store;
  private final long self;
  private final RegionCleaner cleaner;
  private final IndexCleaner indexCleaner;
  private final Mailboxes mailboxes;
  private final Searches searches;
  private final LinkTotals totals = new LinkTotals();
  private final Receptionist receptionist;
  private final Peers peers;
  private final Shards shards;
  private final LinkServer links;
  private final ConfigurationSource source;
  private final Thread joining;

  /** What has been opened, the newest first: the order in which it is closed. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private final ScheduledExecutorService chores =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("storage-chores").factory());
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private volatile Configuration configuration =
      new Configuration("", 0, false, List.of(), List.of(), List.of());
  private volatile long adoptedVersion;
  private volatile int pendingWrites;

  private volatile long leaseUntilNanoTime = System.nanoTime();

  private StorageServer(
      StorageOptions options, ConfigurationSource.Factory sources, MeterRegistry meters) {
    this.options = options;
    try {
      directory = open(DataDirectory.open(options.data()));
      self = directory.identity().serverId();
      store = open(RocksStore.open(directory, options.tuning()));
      cleaner = new RegionCleaner(store, self);
      indexCleaner = new IndexCleaner(store);
      StorageMeters observed = open(new StorageMeters(meters));
      mailboxes = new Mailboxes(options.threads(), MAILBOX_CAPACITY, MAX_UNANSWERED_PER_SHARD);
      searches =
          new Searches(options.threads(), options.searchIdleExpiry(), observed, this::failed);
      receptionist = new Receptionist(mailboxes, searches, this::configuration, totals);
      peers = new Peers(LinkOptions.DEFAULT, totals, this::reconnected);
      shards = open(new Shards(mailboxes, index -> loop(index, observed)));
      open(searches);
      open(peers);
      links =
          open(
              LinkServer.start(
                  options.listen(), options.port(), LinkOptions.DEFAULT, receptionist));
      source = open(sources.open(directory.identity()));
      observed.watch(this);
    } catch (RuntimeException e) {
      closeOpened();
      throw e;
    }
    joining = Thread.ofPlatform().name("storage-join").start(this::join);
    var _ =
        chores.scheduleAtFixedRate(
            this::report, REPORT_MILLIS, REPORT_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        chores.scheduleAtFixedRate(shards::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    var _ =
        chores.scheduleAtFixedRate(
            () -> clean(configuration), CLEAN_MINUTES, CLEAN_MINUTES, TimeUnit.MINUTES);
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

  private ShardLoop loop(int index, StorageMeters observed) {
    LongPredicate ownsRegion = region -> mailboxes.indexOf(region) == index;
    ShardRows rows = store.shard(self, ownsRegion);
    Shard shard = new Shard(self, ownsRegion, rows);
    shard.time(clock.nanos());
    shard.sessionExpiry(options.sessionExpiry());
    shard.scrub(options.scrubbing().share(options.threads()));
    rows.indices().scrub(options.scrubbing().share(options.threads()));
    return new ShardLoop(
        shard,
        rows,
        store::sync,
        options.durability(),
        mailboxes.get(index),
        new LinkOutput(self, mailboxes, peers, receptionist),
        observed,
        clock::nanos,
        this::failed);
  }

  /** The identity of the data directory. */
  public long serverId() {
    return self;
  }

  /** The data port. */
  public int port() {
    return links.port();
  }

  /** Whether the cluster has taken the server in and all shards work under a configuration. */
  public boolean isReady() {
    return adoptedVersion > 0 && !closing.get() && !ended.isDone();
  }

  /** The newest configuration the server has been told of; version 0 before the first. */
  public Configuration configuration() {
    return configuration;
  }

  /** The version of the configuration that all shards have adopted; 0 before the first. */
  public long adoptedVersion() {
    return adoptedVersion;
  }

  /** Told once, however the server ends; when it fails, before it is closed. */
  public CompletableFuture<Ending> ended() {
    return ended.copy();
  }

  private void join() {
    try {
      Joined membership =
          source.join(
              new Announcement(
                  self,
                  options.listen(),
                  links.port(),
                  options.zone(),
                  new SecureRandom().nextLong()));
      directory.join(membership.clusterId());
      LinkIdentity identity =
          new LinkIdentity(membership.clusterId(), self, membership.incarnation());
      peers.identify(identity);
      links.identify(identity);
      LOG.info(
          "server {} has joined cluster {} as incarnation {}, data port {}",
          Long.toUnsignedString(self),
          membership.clusterId(),
          membership.incarnation(),
          links.port());
      source.follow(
          new ConfigurationSource.Listener() {
            @Override
            public void configuration(Configuration newer) {
              configure(newer, membership);
            }

            @Override
            public void leased(long untilNanoTime) {
              StorageServer.this.leased(untilNanoTime);
            }

            @Override
            public void lost() {
              StorageServer.this.lost();
            }

            @Override
            public void removed(MembershipException why) {
              end(Ending.Kind.REMOVED, why);
            }
          });
    } catch (MembershipException | DataDirectoryException e) {
      end(Ending.Kind.REMOVED, e);
    } catch (InterruptedException e) {
      LOG.debug("the server is closed before it has joined");
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** Called by the source's thread, one configuration after the other. */
  private void configure(Configuration newer, Joined membership) {
    if (newer.version() <= configuration.version()) {
      return;
    }
    Server known = newer.server(self).orElse(null);
    if (known == null || known.incarnation() < membership.incarnation()) {
      // From before this process was known; the core must not see it.
      return;
    }
    if (known.state() == ServerState.KILLED || known.incarnation() > membership.incarnation()) {
      end(
          Ending.Kind.REMOVED,
          new MembershipException(
              known.state() == ServerState.KILLED
                  ? "an operator has banned this server; it can only come back with an empty"
                      + " data directory"
                  : "a newer process of this server has joined the cluster"));
      return;
    }
    if (known.state() == ServerState.UNAVAILABLE) {
      lost();
      return;
    }
    try {
      if (newer.version() > store.adoptedVersion()) {
        store.adopt(newer.version());
      }
      configuration = newer;
      peers.configure(newer);
      shards.configure(newer, () -> adopted(newer));
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  /** The cluster goes on without this process, whose rows are good for a new one to begin with. */
  private void lost() {
    if (!closing.get()) {
      end(Ending.Kind.LOST, new MembershipException("the cluster has taken this process for lost"));
    }
  }

  private void leased(long untilNanoTime) {
    if (!closing.get() && untilNanoTime - leaseUntilNanoTime > 0) {
      leaseUntilNanoTime = untilNanoTime;
      mailboxes.toAll(new ShardEvent.Lease(clock.of(untilNanoTime)));
    }
  }

  /** Called by the last shard that has adopted {@code newer}. */
  private void adopted(Configuration newer) {
    adoptedVersion = Math.max(adoptedVersion, newer.version());
    LOG.info("configuration {} adopted", newer.version());
    try {
      chores.execute(this::report);
      chores.execute(() -> clean(newer));
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is reported or cleaned: the server is leaving");
    }
  }

  private void clean(Configuration newer) {
    try {
      for (long region : cleaner.unneeded(newer, System.nanoTime())) {
        // In the shard's turn: a newer configuration may make this server the region's joiner.
        mailboxes
            .of(region)
            .offer(new ShardEvent.Clean(newer.version(), () -> cleaner.remove(region)));
      }
      for (IndexCleaner.RegionIndex one : indexCleaner.unneeded(newer)) {
        mailboxes
            .of(one.region())
            .offer(new ShardEvent.Clean(newer.version(), () -> indexCleaner.remove(one)));
      }
    } catch (RuntimeException e) {
      failed(e);
    }
  }

  private void reconnected(long server) {
    shards.reconnected(server);
  }

  private void report() {
    long version = adoptedVersion;
    var _ = shards.pendingWrites().thenAccept(pending -> pendingWrites = pending);
    var _ =
        shards
            .olderWrites()
            .thenAccept(older ->
                source.report(new Report(
                        version,
                        older == 0,
                        transfers(),
                        shards.indexing(),
                        peers.unreachable())));
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
    if (!closing.compareAndSet(false, true)) {
      closed.join();
      return;
    }
    try {
      chores.shutdownNow();
      receptionist.refuseRequests();
      if (!ended.isDone()) {
        leave();
      }
      closeOpened();
      ended.complete(new Ending(Ending.Kind.STOPPED, ""));
      LOG.info("the storage server has stopped");
    } finally {
      closed.complete(null);
    }
  }

  /** Gives up the lease, so that others may take over at once, and sees them do so. */
  private void leave() {
    mailboxes.toAll(new ShardEvent.Lease(0));
    long deadline = System.nanoTime() + options.shutdownTimeout().toNanos();
    long without = source.leave(options.shutdownTimeout().dividedBy(2));
    joining.interrupt();
    try {
      while (System.nanoTime() < deadline && (adoptedVersion < without || writesPending())) {
        Thread.sleep(DRAIN_STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean writesPending() {
    return shards
            .pendingWrites()
            .completeOnTimeout(0, DRAIN_STEP_MILLIS * 10, TimeUnit.MILLISECONDS)
            .join()
        > 0;
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  private void closeOpened() {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
      }
    }
    opened.clear();
  }

  LinkTotals linkTotals() {
    return totals;
  }

  Receptionist receptionist() {
    return receptionist;
  }

  Peers peers() {
    return peers;
  }

  Searches searches() {
    return searches;
  }

  RocksStore store() {
    return store;
  }

  int pendingWrites() {
    return pendingWrites;
  }

  /** How far the joins are that this server carries out as tail. */
  List<TransferProgress> transfers() {
    return shards.transfers();
  }

  /** How far the indices are that this server builds. */
  Indexing indexReport() {
    return shards.indexing();
  }

  /** The indices of regions there is anything of on disk. */
  List<IndexCleaner.RegionIndex> keptIndices() {
    return indexCleaner.found();
  }

  /** What the verification of indices has done and found. */
  IndexScrubCounts indicesScrubbed() {
    return shards.indicesScrubbed();
  }

  /** What the comparison of copies has done and found. */
  ScrubCounts scrubbed() {
    return shards.scrubbed();
  }

  /** Whether the server has a lease. */
  boolean leased() {
    return leaseUntilNanoTime - System.nanoTime() > 0 && !closing.get();
  }
}
