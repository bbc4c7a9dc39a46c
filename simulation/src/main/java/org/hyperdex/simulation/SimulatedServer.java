package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Command.Place;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.StoreChange;
import org.hyperdex.core.replication.TurnEffects;

/**
 * One storage server: its shards take turns over a simulated disk.
 *
 * <pre>
 * DOWN    -> RUNNING  the process has started and knows its incarnation
 * RUNNING -> PAUSED   it stands still; its clock goes on
 * PAUSED  -> RUNNING  it goes on, with what came meanwhile
 * any     -> DOWN     the process ends
 * </pre>
 */
final class SimulatedServer {
  private static final int MAX_EVENTS_PER_TURN = 16;
  private static final long MAX_TURN_NANOS = 100_000;
  private static final long MAX_SYNC_NANOS = 5_000_000;
  private static final long MAX_SCAN_NANOS = 3_000_000;
  private static final long MAX_SLOW_SYNC_NANOS = 60_000_000;
  private static final long TICK_NANOS = 20_000_000;
  private static final long BEAT_NANOS = SimulatedCoordinator.LEASE_NANOS / 5;

  /** Whatever differs is seen in the time a run takes; what only looks so has no time to settle. */
  private static final ScrubOptions SCRUBBING =
      new ScrubOptions(1L << 30, 100_000_000, 100_000_000);

  /** Clocks are trusted to be off by less than one in a thousand. */
  private static final long DRIFT_NANOS_PER_MILLI = 2_000;

  /** Where messages go, and who looks at what is written. */
  interface Outside {
    /** Sends a message to another server, or to the very sender. */
    void toServer(long from, long to, ChainMessage message);

    /** Sends a response to a client. */
    void toClient(long from, long client, ServerResponse response);

    /**
     * Tells the coordinators that the process is there.
     *
     * @param ready the joins that are done
     * @param granted told the milliseconds of the lease
     */
    void heartbeat(SimulatedServer server, List<Place> ready, LongConsumer granted);

    /** The coordinators have declared this process lost. */
    void declaredLost(SimulatedServer server);

    /** The disk has failed: the process must end. */
    void failed(SimulatedServer server);

    /** The process is doing something that is easily forgotten. */
    void opportunity(SimulatedServer server);

    /** The process has a new configuration or another lease. */
    void mayLead(SimulatedServer server);

    /** A batch is about to be written. */
    void writes(SimulatedServer server, List<StoreChange> changes);
  }

  private record Asked(long client, long request) {}

  private final class ShardLoop {
    private final Shard shard;
    private final long startedIn = life;
    private final Deque<Consumer<Shard>> mailbox = new ArrayDeque<>();
    private boolean turning;

    private ShardLoop(Shard shard) {
      this.shard = shard;
    }

    private void deliver(Consumer<Shard> event) {
      mailbox.addLast(event);
      if (!turning) {
        turning = true;
        later(loop.random().nextLong(MAX_TURN_NANOS), this::turn);
      }
    }

    private void later(long delayNanos, Runnable action) {
      SimulatedServer.this.later(startedIn, delayNanos, action);
    }

    private void turn() {
      shard.time(clock.nowNanos());
      for (int i = 0; i < MAX_EVENTS_PER_TURN && !mailbox.isEmpty(); i++) {
        mailbox.removeFirst().accept(shard);
      }
      TurnEffects effects = shard.endTurn();
      if (!effects.divergences().isEmpty()) {
        throw new Violation("scrub", "the scrubber found " + effects.divergences());
      }
      List<StoreChange> changes = bug.written(effects.changes());
      if (diskFails && !changes.isEmpty()) {
        diskFails = false;
        if (!bug.is(PlantedBug.WRITE_ERROR_SWALLOWED)) {
          outside.failed(SimulatedServer.this);
          return;
        }
        changes = List.of();
      }
      outside.writes(SimulatedServer.this, changes);
      long batch = store.apply(changes);
      effects.sends().forEach(send -> outside.toServer(id, send.server(), send.message()));
      effects.replies().forEach(r -> outside.toClient(id, r.link(), r.response()));
      if (bug.is(PlantedBug.ACKNOWLEDGES_BEFORE_DURABLE)) {
        sendDurable(effects, _ -> true);
      } else if (bug.is(PlantedBug.FORWARDED_BEFORE_DURABLE)) {
        sendDurable(effects, ChainMessage.Propagate.class::isInstance);
      }
      boolean slow = loop.nowNanos() < slowUntilNanos;
      long longestNanos = slow ? MAX_SLOW_SYNC_NANOS : MAX_SYNC_NANOS;
      long syncNanos = effects.mustSync() ? loop.random().nextLong(longestNanos) : 0;
      later(syncNanos, () -> afterSync(effects, batch));
    }

    private void afterSync(TurnEffects effects, long batch) {
      if (effects.mustSync() && !bug.is(PlantedBug.SYNC_DOES_NOTHING)) {
        store.sync(batch);
      }
      if (!bug.is(PlantedBug.ACKNOWLEDGES_BEFORE_DURABLE)) {
        sendDurable(
            effects,
            message ->
                !bug.is(PlantedBug.FORWARDED_BEFORE_DURABLE)
                    || !(message instanceof ChainMessage.Propagate));
      }
      effects.durableReplies().forEach(r -> outside.toClient(id, r.link(), r.response()));
      effects.searches().forEach(SimulatedServer.this::scan);
      effects.settled().forEach(pending -> pending.settle());
      shard.turnDone();
      turning = false;
      if (!mailbox.isEmpty()) {
        turning = true;
        later(loop.random().nextLong(MAX_TURN_NANOS), this::turn);
      }
    }

    private void sendDurable(TurnEffects effects, Predicate<ChainMessage> which) {
      effects.durableSends().stream()
          .filter(send -> which.test(send.message()))
          .forEach(send -> outside.toServer(id, send.server(), send.message()));
    }
  }

  private final long id;
  private final EventLoop loop;
  private final Outside outside;
  private final Sabotage bug;
  private final Coverage coverage;
  private final LocalClock clock;
  private final SimulatedStore store = new SimulatedStore();
  private final int shardCount;
  private final List<ShardLoop> shards = new ArrayList<>();
  private final Map<Asked, SimulatedScan> counts = new HashMap<>();
  private final List<Runnable> whenGoingOn = new ArrayList<>();
  private Configuration adopted = new Configuration("", 0, false, List.of(), List.of(), List.of());
  private boolean running;
  private boolean paused;
  private long life;
  private long incarnation;
  private long leaseUntilNanos;
  private boolean leaving;
  private boolean diskFails;
  private long slowUntilNanos;

  SimulatedServer(
      long id,
      int shardCount,
      EventLoop loop,
      Outside outside,
      Sabotage bug,
      Coverage coverage,
      LocalClock clock) {
    this.clock = clock;
    this.id = id;
    this.shardCount = shardCount;
    this.loop = loop;
    this.outside = outside;
    this.bug = bug;
    this.coverage = coverage;
  }

  /** Starts the process: what was in memory is gone, what is on disk is there. */
  void start(long newIncarnation) {
    life++;
    incarnation = newIncarnation;
    leaseUntilNanos = 0;
    leaving = false;
    diskFails = false;
    running = true;
    store.open();
    adopted = new Configuration("", 0, false, List.of(), List.of(), List.of());
    for (int i = 0; i < shardCount; i++) {
      int index = i;
      Shard shard = new Shard(id, region -> Shard.indexOf(region, shardCount) == index, store);
      shard.scrub(SCRUBBING);
      shards.add(new ShardLoop(shard));
    }
    tick(life);
    beat(life);
  }

  private void tick(long startedIn) {
    if (life == startedIn) {
      shards.forEach(shard -> shard.deliver(Shard::tick));
      loop.after(TICK_NANOS, () -> tick(startedIn));
    }
  }

  private void beat(long startedIn) {
    if (life != startedIn) {
      return;
    }
    loop.after(BEAT_NANOS, () -> beat(startedIn));
    if (paused || leaving) {
      return;
    }
    long sentNanos = clock.nowNanos();
    outside.heartbeat(
        this,
        ready(),
        millis -> {
          if (life == startedIn && millis > 0 && !leaving) {
            long nanos = millis * 1_000_000 - millis * DRIFT_NANOS_PER_MILLI;
            long until = bug.is(PlantedBug.LEASE_FOR_EVER) ? Long.MAX_VALUE : sentNanos + nanos;
            leaseUntilNanos = until;
            shards.forEach(shard -> shard.deliver(s -> s.lease(until)));
            outside.mayLead(this);
          }
        });
  }

  private List<Place> ready() {
    return shards.stream()
        .flatMap(shard -> shard.shard.transfers().stream())
        .filter(transfer -> transfer.ready() || bug.is(PlantedBug.JOINED_AT_ONCE))
        .map(transfer -> new Place(transfer.region(), transfer.epoch(), transfer.joiner()))
        .toList();
  }

  /** Ends the process. */
  void stop() {
    life++;
    running = false;
    paused = false;
    whenGoingOn.clear();
    shards.clear();
    counts.clear();
  }

  /** Gives up the lease, and takes no other: the process is about to end in order. */
  void leave() {
    leaving = true;
    leaseUntilNanos = 0;
    shards.forEach(shard -> shard.deliver(s -> s.lease(0)));
  }

  boolean leaving() {
    return leaving;
  }

  void failDisk() {
    diskFails = true;
  }

  void slowDisk(long untilNanos) {
    slowUntilNanos = untilNanos;
  }

  void pause() {
    paused = true;
  }

  void goOn() {
    paused = false;
    List<Runnable> again = List.copyOf(whenGoingOn);
    whenGoingOn.clear();
    again.forEach(Runnable::run);
  }

  boolean running() {
    return running;
  }

  /** Counts the starts and ends of the process: what was sent to an earlier one is lost. */
  long life() {
    return life;
  }

  private ShardLoop shardOf(long region) {
    return shards.get(Shard.indexOf(region, shards.size()));
  }

  void configure(Configuration configuration) {
    if (paused) {
      long startedIn = life;
      whenGoingOn.add(() -> {
        if (life == startedIn) {
          configure(configuration);
        }
      });
      return;
    }
    if (configuration.server(id).filter(s -> s.incarnation() == incarnation).isEmpty()) {
      return;
    }
    if (bug.is(PlantedBug.CONFIGURATION_SKIPPED) && configuration.version() % 4 == 3) {
      return;
    }
    if (configuration.version() > adopted.version()) {
      adopted = configuration;
    }
    if (configuration.server(id).orElseThrow().state() != ServerState.AVAILABLE && !leaving) {
      outside.declaredLost(this);
      return;
    }
    shards.forEach(shard -> shard.deliver(s -> s.configure(configuration)));
    outside.mayLead(this);
  }

  /** Whether the process has a lease by its own clock. */
  boolean leased() {
    return running && leaseUntilNanos - clock.nowNanos() > 0;
  }

  /** The newest configuration that reached this process. */
  Configuration adopted() {
    return adopted;
  }

  void receive(long from, ChainMessage message) {
    shardOf(message.region()).deliver(shard -> take(shard, from, message));
  }

  private void take(Shard shard, long from, ChainMessage message) {
    coverage.arrives(message, store);
    if (message instanceof ChainMessage.TransferMemory) {
      outside.opportunity(this);
    }
    Optional<ChainMessage> answer = bug.answeredAtOnce(message);
    if (answer.isPresent()) {
      outside.toServer(id, from, answer.get());
      return;
    }
    long epoch = adopted.region(message.region()).map(found -> found.region().epoch()).orElse(0L);
    bug.arriving(message, epoch, loop.random()).ifPresent(shard::receive);
  }

  void receive(long client, long region, ClientRequest request) {
    if (request instanceof ClientRequest.CountRest rest) {
      later(life, 0, () -> rest(client, rest));
      return;
    }
    shardOf(region)
        .deliver(shard -> {
          coverage.arrives(request, store);
          Optional<ServerResponse> answer = bug.answeredAtOnce(request, store);
          if (answer.isPresent()) {
            outside.toClient(id, client, answer.get());
          } else {
            shard.receive(client, bug.arriving(request));
          }
        });
  }

  /** The link to {@code server} stands again after messages were lost. */
  void peerReconnected(long server) {
    shards.forEach(shard -> shard.deliver(s -> s.peerReconnected(server)));
  }

  private void scan(TurnEffects.StartSearch search) {
    if (!search.pending().isEmpty()) {
      coverage.reached(Coverage.State.SEARCH_MEETS_PENDING);
    }
    long startedIn = life;
    SimulatedScan scan =
        new SimulatedScan(
            search,
            response -> outside.toClient(id, search.link(), response),
            bug,
            action -> later(startedIn, loop.random().nextLong(MAX_SCAN_NANOS), action));
    if (search.opening() && search.countOnly()) {
      counts.put(new Asked(search.link(), search.requestId()), scan);
    }
    scan.begin();
  }

  /** A client tells a count what to leave out; of one that nobody runs any more it is ignored. */
  private void rest(long client, ClientRequest.CountRest rest) {
    SimulatedScan count = counts.remove(new Asked(client, rest.requestId()));
    if (count != null) {
      count.rest(rest);
    }
  }

  /** Runs {@code action} when this process gets to it, if it lives that long. */
  private void later(long startedIn, long delayNanos, Runnable action) {
    loop.after(delayNanos, () -> unlessPaused(startedIn, action));
  }

  private void unlessPaused(long startedIn, Runnable action) {
    if (startedIn != life) {
      return;
    }
    if (paused) {
      whenGoingOn.add(() -> unlessPaused(startedIn, action));
    } else {
      action.run();
    }
  }

  long id() {
    return id;
  }

  long incarnation() {
    return incarnation;
  }

  SimulatedStore store() {
    return store;
  }

  int pendingWrites() {
    return shards.stream().mapToInt(shard -> shard.shard.pendingWrites()).sum();
  }
}
