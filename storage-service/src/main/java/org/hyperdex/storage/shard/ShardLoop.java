package org.hyperdex.storage.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.replication.Divergence;
import org.hyperdex.core.replication.SearchPending;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.TurnEffects;
import org.hyperdex.core.replication.TurnEffects.Reply;
import org.hyperdex.core.replication.TurnEffects.Send;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.rows.Durability;
import org.hyperdex.storage.rows.ShardRows;
import org.hyperdex.storage.shard.ShardEvent.Clean;
import org.hyperdex.storage.shard.ShardEvent.Configure;
import org.hyperdex.storage.shard.ShardEvent.CountPending;
import org.hyperdex.storage.shard.ShardEvent.FromServer;
import org.hyperdex.storage.shard.ShardEvent.Lease;
import org.hyperdex.storage.shard.ShardEvent.PeerReconnected;
import org.hyperdex.storage.shard.ShardEvent.Request;
import org.hyperdex.storage.shard.ShardEvent.Tick;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shard's thread.
 *
 * <pre>
 * SLEEPING -> TURN      the mailbox has something
 * TURN     -> TURN      the mailbox has more
 * TURN     -> SLEEPING  the mailbox is empty
 * TURN     -> FAILED    the batch, the fsync or the core failed: nothing of the turn leaves
 * any      -> ENDED     the mailbox was closed and is empty
 * </pre>
 */
public final class ShardLoop implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(ShardLoop.class);

  /** Past this many events a turn ends, so that the first of them need not wait for the last. */
  private static final int MAX_EVENTS_PER_TURN = 1024;

  /** With some ticks a second, a tenth of the thread is there to build indices. */
  private static final long INDEXING_NANOS_PER_TICK = 5_000_000;

  private final Shard shard;
  private final ShardRows rows;
  private final Runnable sync;
  private final Durability durability;
  private final Mailbox mailbox;
  private final ShardOutput output;
  private final TurnObserver observer;
  private final Consumer<Throwable> failed;
  private final LongSupplier clock;
  private final List<Runnable> adopted = new ArrayList<>();
  private final TurnStatistics statistics = new TurnStatistics();
  private final LargeRequests large = new LargeRequests();
  private int answered;

  /**
   * Makes the loop of {@code shard}.
   *
   * @param shard used by the loop's thread only
   * @param rows the shard's own; the loop closes them when it ends
   * @param sync makes what was written survive power loss
   * @param durability whether {@code sync} is called at all
   * @param mailbox where the events come from
   * @param output where the effects go
   * @param observer told after each turn
   * @param clock monotonic nanoseconds that count from their own start; leases run by it
   * @param failed told, once, why the loop ended if it was not asked to
   */
  public ShardLoop(
      Shard shard,
      ShardRows rows,
      Runnable sync,
      Durability durability,
      Mailbox mailbox,
      ShardOutput output,
      TurnObserver observer,
      LongSupplier clock,
      Consumer<Throwable> failed) {
    this.shard = shard;
    this.rows = rows;
    this.sync = sync;
    this.durability = durability;
    this.mailbox = mailbox;
    this.output = output;
    this.observer = observer;
    this.clock = clock;
    this.failed = failed;
  }

  @Override
  public void run() {
    try (rows) {
      List<ShardEvent> events = new ArrayList<>();
      while (true) {
        events.clear();
        events = mailbox.take(events, answered, large.takeAnsweredBytes());
        answered = 0;
        if (events.isEmpty()) {
          return;
        }
        for (int from = 0; from < events.size(); from += MAX_EVENTS_PER_TURN) {
          turn(events, from, Math.min(events.size(), from + MAX_EVENTS_PER_TURN));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed.accept(e);
    } catch (RuntimeException | Error e) {
      failed.accept(e);
    }
  }

  private void turn(List<ShardEvent> events, int from, int to) {
    statistics.clear();
    // After the last event has come: none of the turn is younger than the clock it is decided by.
    shard.time(clock.getAsLong());
    for (int i = from; i < to; i++) {
      ShardEvent event = events.get(i);
      statistics.count(event);
      large.begun(event);
      decide(event);
    }
    TurnEffects effects = shard.endTurn();
    answered +=
        effects.replies().size() + effects.durableReplies().size() + effects.searches().size();
    if (!effects.changes().isEmpty()) {
      statistics.wrote(rows.apply(effects.changes()));
    }
    send(effects);
    for (StartSearch search : effects.searches()) {
      large.answered(search.link(), search.requestId());
      output.start(search);
    }
    effects.settled().forEach(SearchPending::settle);
    effects.divergences().forEach(ShardLoop::log);
    shard.turnDone();
    adopted.forEach(Runnable::run);
    adopted.clear();
    observer.turnDone(statistics);
  }

  private static void log(Divergence found) {
    LOG.error(
        "a copy differs from its key region and is repaired: {} in space {}, region {}, server {},"
            + " key (hex) {}: the key region has version {}, the copy {}",
        found.kind(),
        found.space(),
        found.region(),
        Long.toUnsignedString(found.server()),
        found.key(),
        found.expected(),
        found.found());
  }

  private void decide(ShardEvent event) {
    switch (event) {
      case Request(long link, var request) -> shard.receive(link, request);
      case FromServer(ChainMessage message) -> shard.receive(message);
      case PeerReconnected(long server) -> shard.peerReconnected(server);
      case Configure(var configuration, Runnable told) -> {
        if (configuration.version() > shard.configurationVersion()) {
          rows.indices().configure(configuration);
        }
        shard.configure(configuration);
        adopted.add(told);
      }
      case CountPending(boolean olderOnly, var told) ->
          told.accept(olderOnly ? shard.olderWrites() : shard.pendingWrites());
      case Clean(long version, Runnable remove) -> {
        if (shard.configurationVersion() == version) {
          remove.run();
        }
      }
      case Lease(long untilNanos) -> shard.lease(untilNanos);
      case Tick(var told) -> {
        shard.tick();
        rows.indices().tick(INDEXING_NANOS_PER_TICK);
        told.accept(
            new Tick.Told(
                shard.transfers(),
                shard.scrubCounts(),
                shard.configurationVersion(),
                rows.indices().progress(),
                rows.indices().scrubbed()));
      }
    }
  }

  /** Lets out first what needs no fsync, so that it travels while the disk works. */
  private void send(TurnEffects effects) {
    let(effects.sends(), effects.replies());
    if (effects.mustSync() && durability == Durability.SYNC) {
      output.flush();
      long started = System.nanoTime();
      sync.run();
      statistics.synced(System.nanoTime() - started);
    }
    let(effects.durableSends(), effects.durableReplies());
    output.flush();
  }

  private void let(List<Send> sends, List<Reply> replies) {
    for (Send send : sends) {
      output.toServer(send.server(), send.message());
    }
    for (Reply reply : replies) {
      large.answered(reply.link(), reply.response().requestId());
      output.toClient(reply.link(), reply.response());
    }
  }
}
