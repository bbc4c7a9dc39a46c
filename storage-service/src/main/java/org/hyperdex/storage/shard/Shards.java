package org.hyperdex.storage.shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.index.IndexProgress;
import org.hyperdex.core.index.IndexScrubCounts;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.replication.ScrubCounts;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.storage.shard.ShardEvent.Tick;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All shards of a server: their mailboxes and the threads behind them. Any thread. */
public final class Shards implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shards.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

  private final Mailboxes mailboxes;
  private final List<Thread> threads = new ArrayList<>();
  private final AtomicReferenceArray<Tick.Told> told;

  /** Starts a thread for the loop of each mailbox. */
  public Shards(Mailboxes mailboxes, IntFunction<ShardLoop> loops) {
    this.mailboxes = mailboxes;
    told = new AtomicReferenceArray<>(mailboxes.shards());
    for (int i = 0; i < mailboxes.shards(); i++) {
      told.set(i, Tick.Told.NOTHING);
      threads.add(Thread.ofPlatform().name("shard-" + i).start(loops.apply(i)));
    }
  }

  /** Hands a configuration to all shards; {@code adopted} runs when the last has adopted it. */
  public void configure(Configuration configuration, Runnable adopted) {
    AtomicInteger missing = new AtomicInteger(mailboxes.shards());
    Runnable one =
        () -> {
          if (missing.decrementAndGet() == 0) {
            adopted.run();
          }
        };
    mailboxes.toAll(new ShardEvent.Configure(configuration, one));
  }

  /** Tells all shards that there is a link to {@code server} again. */
  public void reconnected(long server) {
    mailboxes.toAll(new ShardEvent.PeerReconnected(server));
  }

  /** How many writes are pending over all shards; never completes if a shard has failed. */
  public CompletableFuture<Integer> pendingWrites() {
    return count(false);
  }

  /** How many of these are from before the last change of their key region's chain. */
  public CompletableFuture<Integer> olderWrites() {
    return count(true);
  }

  private CompletableFuture<Integer> count(boolean olderOnly) {
    CompletableFuture<Integer> result = new CompletableFuture<>();
    AtomicInteger missing = new AtomicInteger(mailboxes.shards());
    AtomicInteger sum = new AtomicInteger();
    mailboxes.toAll(
        new ShardEvent.CountPending(
            olderOnly,
            pending -> {
              sum.addAndGet(pending);
              if (missing.decrementAndGet() == 0) {
                result.complete(sum.get());
              }
            }));
    return result;
  }

  /** Lets all shards do what has become due. */
  public void tick() {
    for (int i = 0; i < mailboxes.shards(); i++) {
      int index = i;
      mailboxes.get(i).offer(new Tick(now -> told.set(index, now)));
    }
  }

  /** How far the joins are that the shards carry out, as of the newest ticks. */
  public List<TransferProgress> transfers() {
    List<TransferProgress> all = new ArrayList<>();
    for (int i = 0; i < told.length(); i++) {
      all.addAll(told.get(i).transfers());
    }
    return all;
  }

  /** How far the indices are that the shards build, as of the newest ticks. */
  public Indexing indexing() {
    long version = Long.MAX_VALUE;
    List<IndexProgress> all = new ArrayList<>();
    for (int i = 0; i < told.length(); i++) {
      Tick.Told one = told.get(i);
      version = Math.min(version, one.version());
      all.addAll(one.indexing());
    }
    return new Indexing(version, all);
  }

  /** What the shards' comparison of copies has done, as of the newest ticks. */
  public ScrubCounts scrubbed() {
    ScrubCounts sum = ScrubCounts.NONE;
    for (int i = 0; i < told.length(); i++) {
      sum = sum.plus(told.get(i).scrubbed());
    }
    return sum;
  }

  /** What the shards' verification of indices has done, as of the newest ticks. */
  public IndexScrubCounts indicesScrubbed() {
    IndexScrubCounts sum = IndexScrubCounts.NONE;
    for (int i = 0; i < told.length(); i++) {
      sum = sum.plus(told.get(i).indicesScrubbed());
    }
    return sum;
  }

  /** Lets the shards finish what they have, and waits for their threads. */
  @Override
  public void close() {
    mailboxes.close();
    for (Thread thread : threads) {
      try {
        if (!thread.join(STOP_TIMEOUT)) {
          LOG.error("{} does not end", thread.getName());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
