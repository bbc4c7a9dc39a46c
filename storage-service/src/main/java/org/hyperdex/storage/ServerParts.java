package org.hyperdex.storage;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.storage.membership.ConfigurationSource;
import org.hyperdex.storage.peers.LinkOutput;
import org.hyperdex.storage.peers.LinkTotals;
import org.hyperdex.storage.peers.Peers;
import org.hyperdex.storage.peers.Receptionist;
import org.hyperdex.storage.rows.DataDirectory;
import org.hyperdex.storage.rows.IndexCleaner;
import org.hyperdex.storage.rows.RegionCleaner;
import org.hyperdex.storage.rows.RocksStore;
import org.hyperdex.storage.rows.ShardRows;
import org.hyperdex.storage.search.Searches;
import org.hyperdex.storage.shard.MailboxBounds;
import org.hyperdex.storage.shard.Mailboxes;
import org.hyperdex.storage.shard.ShardLoop;
import org.hyperdex.storage.shard.Shards;
import org.hyperdex.transport.link.LinkOptions;
import org.hyperdex.transport.link.LinkServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a storage server is made of, wired together. Opened in one order and closed in the opposite
 * one; if something cannot be opened, what had been is closed again.
 */
final class ServerParts implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ServerParts.class);

  /** What has been opened, the newest first. */
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  final LeaseClock clock = new LeaseClock();
  final LinkTotals totals = new LinkTotals();
  final DataDirectory directory;
  final long self;
  final RocksStore store;
  final RegionCleaner cleaner;
  final IndexCleaner indexCleaner;
  final StorageMeters meters;
  final Mailboxes mailboxes;
  final Searches searches;
  final Receptionist receptionist;
  final Peers peers;
  final Shards shards;
  final LinkServer links;
  final ConfigurationSource source;

  /**
   * Opens all parts; links are refused until the server knows its incarnation.
   *
   * @param configuration the newest the server has been told of
   * @param failed told that the storage or the core has failed
   */
  ServerParts(
      StorageOptions options,
      ConfigurationSource.Factory sources,
      MeterRegistry registry,
      Supplier<Configuration> configuration,
      Consumer<Throwable> failed) {
    try {
      directory = open(DataDirectory.open(options.data()));
      self = directory.identity().serverId();
      store = open(RocksStore.open(directory, options.tuning()));
      cleaner = new RegionCleaner(store, self);
      indexCleaner = new IndexCleaner(store);
      meters = open(new StorageMeters(registry));
      mailboxes =
          new Mailboxes(
              options.threads(),
              MailboxBounds.of(Runtime.getRuntime().maxMemory(), options.threads()));
      searches = new Searches(options.threads(), options.searchIdleExpiry(), meters, failed);
      receptionist = new Receptionist(mailboxes, searches, configuration, totals);
      peers = new Peers(LinkOptions.DEFAULT, totals, this::reconnected);
      shards = open(new Shards(mailboxes, index -> loop(options, index, failed)));
      open(searches);
      open(peers);
      links =
          open(
              LinkServer.start(
                  options.listen(), options.port(), LinkOptions.DEFAULT, receptionist));
      source = open(sources.open(directory.identity()));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private ShardLoop loop(StorageOptions options, int index, Consumer<Throwable> failed) {
    LongPredicate ownsRegion = region -> mailboxes.indexOf(region) == index;
    ShardRows rows = store.shard(self, ownsRegion);
    Shard shard = new Shard(self, ownsRegion, rows);
    shard.time(clock.nanos());
    shard.sessionExpiry(options.sessionExpiry());
    shard.transferRate(Math.ceilDiv(options.transferRate(), options.threads()));
    shard.scrub(options.scrubbing().share(options.threads()));
    rows.indices().scrub(options.scrubbing().share(options.threads()));
    return new ShardLoop(
        shard,
        rows,
        store::sync,
        options.durability(),
        mailboxes.get(index),
        new LinkOutput(self, mailboxes, peers, receptionist),
        meters,
        clock::nanos,
        failed);
  }

  private void reconnected(long server) {
    shards.reconnected(server);
  }

  private <T extends AutoCloseable> T open(T resource) {
    opened.push(resource);
    return resource;
  }

  @Override
  public void close() {
    for (AutoCloseable resource : opened) {
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("closing {} failed", resource.getClass().getSimpleName(), e);
      }
    }
    opened.clear();
  }
}
