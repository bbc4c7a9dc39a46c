package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.TransferProgress;
import org.hyperdex.core.replication.TurnEffects;

/**
 * One shard of a process at work: takes turns, and carries out their effects as {@link TurnEffects}
 * demands.
 *
 * <pre>
 * SLEEPING -> TURN     something has come, and the thread has got to it
 * TURN     -> SYNCING  the batch is written; what need not be durable has left
 * SYNCING  -> TURN     the batch is durable, the rest has left, and more has come
 * SYNCING  -> SLEEPING the same, and nothing has come
 * TURN     -> ENDED    the disk has failed: nothing of the turn leaves, the process ends
 * </pre>
 */
final class SimulatedShard {
  private static final int MAX_EVENTS_PER_TURN = 16;
  private static final long MAX_TURN_NANOS = 100_000;

  private final ServerContext context;
  private final SimulatedServer server;
  private final Shard shard;
  private final SimulatedStore store;
  private final SimulatedRows rows;
  private final long startedIn;
  private final ShardObserver observer;
  private final Deque<Consumer<Shard>> mailbox = new ArrayDeque<>();
  private boolean turning;
  private Indexing indexing = Indexing.NOTHING;

  /**
   * @param rows the shard's own
   */
  SimulatedShard(ServerContext context, SimulatedServer server, Shard shard, SimulatedRows rows) {
    this.context = context;
    this.server = server;
    this.shard = shard;
    this.rows = rows;
    store = server.store();
    startedIn = server.life();
    observer = new ShardObserver(server, context.coverage().transitions());
  }

  /** Lets the shard have an event in a turn that is soon. */
  void deliver(Consumer<Shard> event) {
    mailbox.addLast(event);
    wake();
  }

  /** There is a newer configuration. */
  void configure(Configuration configuration) {
    deliver(_ -> {
      if (configuration.version() > shard.configurationVersion()) {
        rows.indices().configure(configuration);
      }
      shard.configure(configuration);
    });
  }

  /** Time has passed. */
  void tick() {
    deliver(_ -> {
      shard.tick();
      rows.indices().build();
      indexing = new Indexing(shard.configurationVersion(), rows.indices().progress());
    });
  }

  /** How far the indices were at the last tick. */
  Indexing indexing() {
    return indexing;
  }

  /** A message has come from another server. */
  void receive(long from, ChainMessage message) {
    deliver(_ -> take(from, message));
  }

  private void take(long from, ChainMessage message) {
    context.coverage().arrives(message, store);
    observer.arrives(message);
    if (message instanceof ChainMessage.TransferMemory) {
      context.outside().opportunity(server);
    }
    Optional<Region> region =
        server.adopted().region(message.region()).map(Configuration.RegionRef::region);
    boolean head = region.isPresent() && region.get().head().orElse(0) == context.id();
    Optional<ChainMessage> answer = context.bug().answeredAtOnce(message, head, store);
    if (answer.isPresent()) {
      context.outside().toServer(context.id(), from, answer.get());
      return;
    }
    long epoch = region.map(Region::epoch).orElse(0L);
    context.bug().arriving(message, epoch, context.loop().random()).ifPresent(shard::receive);
  }

  /** A request has come from a client. */
  void receive(long client, ClientRequest request) {
    deliver(_ -> {
      context.coverage().arrives(request, store);
      observer.arrives(request);
      Optional<ServerResponse> answer = context.bug().answeredAtOnce(request, store);
      if (answer.isPresent()) {
        context.outside().toClient(context.id(), client, answer.get());
      } else {
        shard.receive(client, context.bug().arriving(client, request));
      }
    });
  }

  private void wake() {
    if (!turning) {
      turning = true;
      later(context.loop().random().nextLong(MAX_TURN_NANOS), this::turn);
    }
  }

  private void later(long delayNanos, Runnable action) {
    server.later(startedIn, delayNanos, action);
  }

  private void turn() {
    try {
      carryOut(decide());
    } catch (DiskFaults.ReadFailure e) {
      server.readFailed();
    } catch (DiskFaults.WriteFailure e) {
      writeFailed();
    }
  }

  private void writeFailed() {
    context.loop().note(() -> "the disk of server " + context.id() + " has refused a batch");
    context.outside().failed(server);
  }

  private TurnEffects decide() {
    shard.time(context.clock().nowNanos());
    for (int i = 0; i < MAX_EVENTS_PER_TURN && !mailbox.isEmpty(); i++) {
      mailbox.removeFirst().accept(shard);
    }
    return shard.endTurn();
  }

  private void carryOut(TurnEffects effects) {
    observer.decided(effects, shard.transfers());
    context.outside().diverged(effects.divergences());
    List<StoreChange> changes = context.bug().written(effects.changes());
    if (!changes.isEmpty() && server.disk().refuses()) {
      if (!context.bug().is(PlantedBug.WRITE_ERROR_SWALLOWED)) {
        writeFailed();
        return;
      }
      changes = List.of();
    }
    List<IndexChange> ofIndices = rows.indices().changes(changes);
    context.outside().writes(server, changes);
    long batch = rows.apply(changes, ofIndices);
    effects
        .sends()
        .forEach(send -> context.outside().toServer(context.id(), send.server(), send.message()));
    effects.replies().forEach(this::answer);
    if (context.bug().is(PlantedBug.ACKNOWLEDGES_BEFORE_DURABLE)) {
      sendDurable(effects, _ -> true);
    } else if (context.bug().is(PlantedBug.FORWARDED_BEFORE_DURABLE)) {
      sendDurable(effects, ChainMessage.Propagate.class::isInstance);
    }
    long syncNanos = effects.mustSync() && context.syncs() ? server.disk().syncNanos() : 0;
    later(syncNanos, () -> afterSync(effects, batch));
  }

  private void afterSync(TurnEffects effects, long batch) {
    if (effects.mustSync() && !context.bug().is(PlantedBug.SYNC_DOES_NOTHING)) {
      store.sync(batch);
    }
    if (!context.bug().is(PlantedBug.ACKNOWLEDGES_BEFORE_DURABLE)) {
      sendDurable(
          effects,
          message ->
              !context.bug().is(PlantedBug.FORWARDED_BEFORE_DURABLE)
                  || !(message instanceof ChainMessage.Propagate));
    }
    effects.durableReplies().forEach(this::answer);
    effects.searches().forEach(server.scans()::start);
    effects.settled().forEach(pending -> pending.settle());
    shard.turnDone();
    turning = false;
    if (!mailbox.isEmpty()) {
      wake();
    }
  }

  private void answer(TurnEffects.Reply reply) {
    context.bug().answers(reply.link(), reply.response());
    context.outside().toClient(context.id(), reply.link(), reply.response());
  }

  private void sendDurable(TurnEffects effects, Predicate<ChainMessage> which) {
    effects.durableSends().stream()
        .filter(send -> which.test(send.message()))
        .forEach(send -> context.outside().toServer(context.id(), send.server(), send.message()));
  }

  /** How far the joins are that the shard carries out as tail. */
  List<TransferProgress> transfers() {
    return shard.transfers();
  }

  int pendingWrites() {
    return shard.pendingWrites();
  }
}
