package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.index.IndexProgress;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.replication.ScrubOptions;
import org.hyperdex.core.replication.Shard;
import org.hyperdex.core.replication.TransferProgress;

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
  private static final long TICK_NANOS = 20_000_000;
  private static final long CLEAN_NANOS = 100_000_000;

  /** Whatever differs is seen in the time a run takes; what only looks so has no time to settle. */
  private static final long SCRUB_NANOS = 100_000_000;

  /** A row, so that even the few objects of a run are copied in several pieces. */
  private static final int CHUNK_BYTES = 1;

  private final ServerContext context;
  private final EventLoop loop;
  private final DiskFaults disk;
  private final SimulatedStore store;
  private final DiskCleaner cleaner;
  private final SimulatedScans scans;
  private final Heartbeats heartbeats;
  private final int shardCount;
  private final List<SimulatedShard> shards = new ArrayList<>();
  private final List<Runnable> whenGoingOn = new ArrayList<>();
  private Configuration adopted = new Configuration("", 0, false, List.of(), List.of(), List.of());
  private boolean running;
  private boolean paused;
  private long life;
  private long incarnation;

  SimulatedServer(ServerContext context, int shardCount) {
    this.context = context;
    this.shardCount = shardCount;
    loop = context.loop();
    disk = new DiskFaults(id(), loop, context.bug());
    store = new SimulatedStore(disk);
    cleaner = new DiskCleaner(context, this);
    scans = new SimulatedScans(context, this);
    heartbeats = new Heartbeats(context, this);
  }

  /** Starts the process: what was in memory is gone, what is on disk is there. */
  void start(long newIncarnation) {
    life++;
    incarnation = newIncarnation;
    heartbeats.begin();
    disk.begin();
    running = true;
    store.open();
    adopted = new Configuration("", 0, false, List.of(), List.of(), List.of());
    for (int i = 0; i < shardCount; i++) {
      int index = i;
      LongPredicate owns = region -> Shard.indexOf(region, shardCount) == index;
      SimulatedRows rows = new SimulatedRows(store, new SimulatedIndices(context, this, owns));
      Shard shard = new Shard(id(), owns, rows);
      long scrubNanos = context.clock().pace() * SCRUB_NANOS;
      shard.scrub(new ScrubOptions(1L << 30, scrubNanos, scrubNanos));
      shard.sessionExpiry(RetryBudget.SHORTEST_SESSION_EXPIRY);
      shard.transferChunks(CHUNK_BYTES);
      shards.add(new SimulatedShard(context, this, shard, rows));
    }
    tick(life);
    clean(life);
    heartbeats.beat(life);
  }

  private void tick(long startedIn) {
    if (life == startedIn) {
      shards.forEach(SimulatedShard::tick);
      loop.after(TICK_NANOS, () -> tick(startedIn));
    }
  }

  /** Removes what is of no use any more, now and then. */
  private void clean(long startedIn) {
    if (life == startedIn) {
      loop.after(CLEAN_NANOS, () -> clean(startedIn));
      cleaner.clean(adopted);
    }
  }

  /** Lets the shard of {@code region} have an event. */
  void deliver(long region, Consumer<Shard> event) {
    shardOf(region).deliver(event);
  }

  /** Lets every shard have an event. */
  void deliver(Consumer<Shard> event) {
    shards.forEach(shard -> shard.deliver(event));
  }

  /** Ends the process. */
  void stop() {
    life++;
    running = false;
    paused = false;
    whenGoingOn.clear();
    shards.clear();
    scans.clear();
  }

  /** Gives up the lease, and takes no other: the process is about to end in order. */
  void leave() {
    heartbeats.leave();
  }

  boolean leaving() {
    return heartbeats.leaving();
  }

  void pause() {
    paused = true;
  }

  boolean paused() {
    return paused;
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

  private SimulatedShard shardOf(long region) {
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
    if (configuration.server(id()).filter(s -> s.incarnation() == incarnation).isEmpty()) {
      return;
    }
    if (context.bug().is(PlantedBug.CONFIGURATION_SKIPPED) && configuration.version() % 4 == 3) {
      return;
    }
    if (configuration.version() > adopted.version()) {
      adopted = configuration;
    }
    if (configuration.server(id()).orElseThrow().state() != ServerState.AVAILABLE && !leaving()) {
      context.outside().declaredLost(this);
      return;
    }
    shards.forEach(shard -> shard.configure(configuration));
    context.outside().mayLead(this);
  }

  /** Whether the process has a lease by its own clock. */
  boolean leased() {
    return running && heartbeats.leased();
  }

  /** The newest configuration that reached this process. */
  Configuration adopted() {
    return adopted;
  }

  void receive(long from, ChainMessage message) {
    shardOf(message.region()).receive(from, message);
  }

  void receive(long client, long region, ClientRequest request) {
    if (request instanceof ClientRequest.CountRest rest) {
      later(life, 0, () -> scans.rest(client, rest));
    } else if (leaving()) {
      later(life, 0, () -> refuse(client, request));
    } else {
      shardOf(region).receive(client, request);
    }
  }

  private void refuse(long client, ClientRequest request) {
    String why = "the server is shutting down";
    context
        .outside()
        .toClient(
            id(),
            client,
            new Refused(request.requestId(), RefusalReason.SHUTTING_DOWN, adopted.version(), why));
  }

  /** The link to {@code server} stands again after messages were lost. */
  void peerReconnected(long server) {
    deliver(shard -> shard.peerReconnected(server));
  }

  /** Runs {@code action} when this process gets to it, if it lives that long. */
  void later(long startedIn, long delayNanos, Runnable action) {
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
    return context.id();
  }

  long incarnation() {
    return incarnation;
  }

  LocalClock clock() {
    return context.clock();
  }

  SimulatedStore store() {
    return store;
  }

  DiskFaults disk() {
    return disk;
  }

  SimulatedScans scans() {
    return scans;
  }

  /** Something that was to be read cannot be: the process ends. */
  void readFailed() {
    loop.note(() -> "the disk of server " + id() + " cannot be read");
    context.outside().failed(this);
  }

  /** How far the joins are that this process carries out as tail. */
  List<TransferProgress> transfers() {
    return shards.stream().flatMap(shard -> shard.transfers().stream()).toList();
  }

  /** How far the indices are, as of the last ticks. */
  Indexing indexing() {
    List<IndexProgress> all =
        shards.stream().flatMap(shard -> shard.indexing().building().stream()).toList();
    long version = shards.stream().mapToLong(shard -> shard.indexing().version()).min().orElse(0);
    return new Indexing(version, all);
  }

  int pendingWrites() {
    return shards.stream().mapToInt(SimulatedShard::pendingWrites).sum();
  }
}
