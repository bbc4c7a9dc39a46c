package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.TurnEffects;

/** One storage server: its shards take turns over a simulated disk. */
final class SimulatedServer {
  private static final int MAX_EVENTS_PER_TURN = 16;
  private static final long MAX_TURN_NANOS = 100_000;
  private static final long MAX_SYNC_NANOS = 5_000_000;

  /** Where messages go: the simulation routes them. */
  interface Outside {
    /** Sends a message to another server, or to the very sender. */
    void toServer(long from, long to, ChainMessage message);

    /** Sends a response to a client. */
    void toClient(long from, long client, ServerResponse response);
  }

  private final class ShardLoop {
    private final Shard shard;
    private final long startedIn = life;
    private final Deque<Consumer<Shard>> mailbox = new ArrayDeque<>();
    private boolean turning;

    private ShardLoop(Shard shard) {
      this.shard = shard;
    }

    private boolean dead() {
      return startedIn != life;
    }

    private void deliver(Consumer<Shard> event) {
      mailbox.addLast(event);
      if (!turning) {
        turning = true;
        loop.after(loop.random().nextLong(MAX_TURN_NANOS), this::turn);
      }
    }

    private void turn() {
      if (dead()) {
        return;
      }
      for (int i = 0; i < MAX_EVENTS_PER_TURN && !mailbox.isEmpty(); i++) {
        mailbox.removeFirst().accept(shard);
      }
      TurnEffects effects = shard.endTurn();
      effects.changes().forEach(store::apply);
      effects.sends().forEach(send -> outside.toServer(id, send.server(), send.message()));
      effects.replies().forEach(r -> outside.toClient(id, r.link(), r.response()));
      long syncNanos = effects.mustSync() ? loop.random().nextLong(MAX_SYNC_NANOS) : 0;
      loop.after(syncNanos, () -> afterSync(effects));
    }

    private void afterSync(TurnEffects effects) {
      if (dead()) {
        return;
      }
      effects.durableSends().forEach(send -> outside.toServer(id, send.server(), send.message()));
      effects.durableReplies().forEach(r -> outside.toClient(id, r.link(), r.response()));
      effects.searches().forEach(SimulatedServer.this::scan);
      effects.settled().forEach(pending -> pending.settle());
      shard.turnDone();
      turning = false;
      if (!mailbox.isEmpty()) {
        turning = true;
        loop.after(loop.random().nextLong(MAX_TURN_NANOS), this::turn);
      }
    }
  }

  private final long id;
  private final EventLoop loop;
  private final Outside outside;
  private final SimulatedStore store = new SimulatedStore();
  private final int shardCount;
  private final List<ShardLoop> shards = new ArrayList<>();
  private long life;
  private long incarnation;

  SimulatedServer(long id, int shardCount, EventLoop loop, Outside outside) {
    this.id = id;
    this.shardCount = shardCount;
    this.loop = loop;
    this.outside = outside;
  }

  /** Starts the process, again if it ran: what was in memory is gone, what was on disk is there. */
  void start(long newIncarnation) {
    life++;
    incarnation = newIncarnation;
    shards.clear();
    for (int i = 0; i < shardCount; i++) {
      int index = i;
      shards.add(
          new ShardLoop(
              new Shard(id, region -> Shard.indexOf(region, shardCount) == index, store)));
    }
  }

  /** Counts the starts of the process: what was sent to an earlier one does not reach this one. */
  long life() {
    return life;
  }

  private ShardLoop shardOf(long region) {
    return shards.get(Shard.indexOf(region, shards.size()));
  }

  void configure(Configuration configuration) {
    if (configuration.server(id).orElseThrow().incarnation() != incarnation) {
      return;
    }
    shards.forEach(shard -> shard.deliver(s -> s.configure(configuration)));
  }

  void receive(ChainMessage message) {
    shardOf(message.region()).deliver(shard -> shard.receive(message));
  }

  void receive(long client, long region, ClientRequest request) {
    shardOf(region).deliver(shard -> shard.receive(client, request));
  }

  private void scan(TurnEffects.StartSearch search) {
    List<FoundRow> found = new ArrayList<>();
    Map<Bytes, StoredRow> rows =
        ((SimulatedStore.FrozenRows) search.snapshot()).region(search.region());
    rows.forEach((key, row) -> {
      if (!search.pending().covers(key) && Evaluation.matches(search.predicate(), key, row.row())) {
        found.add(new FoundRow(key, row));
      }
    });
    search
        .pending()
        .listen(settled -> {
          found.addAll(settled);
          answer(search, found, rows.size());
        });
  }

  private void answer(TurnEffects.StartSearch search, List<FoundRow> found, long rowsRead) {
    if (search.countOnly()) {
      outside.toClient(
          id, search.link(), new CountResult(search.requestId(), found.size(), rowsRead));
      return;
    }
    outside.toClient(id, search.link(), new SearchRows(search.requestId(), found));
    outside.toClient(id, search.link(), new SearchDone(search.requestId(), rowsRead));
  }

  long id() {
    return id;
  }

  SimulatedStore store() {
    return store;
  }

  int pendingWrites() {
    return shards.stream().mapToInt(shard -> shard.shard.pendingWrites()).sum();
  }
}
