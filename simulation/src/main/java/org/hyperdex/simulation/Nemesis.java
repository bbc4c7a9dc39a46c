package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Lets things go wrong, at random times and places, and lets them heal. */
final class Nemesis {
  private static final long FIRST_NANOS = 55_000_000;
  private static final long LONGEST_DOWN_NANOS = 900_000_000;
  private static final long SHORT_DOWN_NANOS = 40_000_000;
  private static final long LONGEST_PAUSE_NANOS = 600_000_000;
  private static final long LONGEST_SLOWNESS_NANOS = 200_000_000;
  private static final long LONGEST_FULL_NANOS = 400_000_000;
  private static final long LONGEST_READ_ONLY_NANOS = 60_000_000;
  private static final long LEASE_NANOS = SimulatedCoordinator.LEASE_NANOS;
  private static final long LONG_JUMP_NANOS = 15_000_000_000L;
  private static final long HOUR_NANOS = 3_600_000_000_000L;
  private static final long AMBUSH_NANOS = 8_000_000;
  private static final int AMBUSH_ODDS = 6;

  private static final long LONGEST_NANOS = 1_500_000_000;

  /** What the nemesis does to the world. */
  interface World {
    /** Whether a server's process runs. */
    boolean runs(long server);

    /** Ends a server's process; false if none runs. */
    boolean stop(long server, boolean losesPower);

    /** Starts a server's process; none runs. */
    void start(long server);

    /** Lets a server's process end in order; false if none runs that could. */
    boolean shutDown(long server);

    /** Takes the coordinators' leader away. */
    void changeLeader();

    /** Lets a server stand still or go on. */
    void pause(long server, boolean paused);

    /** A server's disk. */
    DiskFaults disk(long server);

    /** Lets the leader do nothing for a while. */
    void pauseLeader(long nanos);

    /** Sets the coordinators' clock on the wall forward, or back. */
    void setWallClock(long byNanos);

    /** Lets the monotonic clock of a server or client jump. */
    void jumpClock(long process, long byNanos);

    /** Lets the space have an index more; false if it has all there can be. */
    boolean addIndex();

    /** Takes an index from the space; false if there is none that could be. */
    boolean dropIndex();
  }

  private final EventLoop loop;
  private final NetworkFaults network;
  private final World world;
  private final Operators operators;
  private final Clerk clerk;
  private final ClientSleep sleep;
  private final Coverage coverage;
  private final Supplier<List<Long>> servers;
  private final Supplier<List<Long>> processes;
  private int ambushes;
  private long ambushesUntilNanos;

  /**
   * @param servers those that anything may happen to
   */
  Nemesis(
      Cluster cluster,
      World world,
      Operators operators,
      Clerk clerk,
      ClientSleep sleep,
      Supplier<List<Long>> servers) {
    this.loop = cluster.loop;
    this.coverage = cluster.coverage;
    this.processes = cluster::processes;
    this.world = world;
    this.operators = operators;
    this.clerk = clerk;
    this.sleep = sleep;
    this.servers = servers;
    network = new NetworkFaults(loop, cluster.network, servers, processes);
  }

  /** The longest that anything is wrong in {@code scenario}. */
  static long longestNanos(Scenario scenario) {
    if (scenario.amount(Fault.CLIENT_SLEEP) > 0) {
      return LONGEST_NANOS + ClientSleep.LONGEST_NANOS;
    }
    return scenario.amount(Fault.LONG_CUT_OFF) > 0
        ? NetworkFaults.LONGEST_LONG_CUT_NANOS
        : LONGEST_NANOS;
  }

  /** Plans everything, within {@code horizonNanos}. */
  void plan(Scenario scenario, long horizonNanos) {
    ambushes = scenario.amount(Fault.AMBUSH);
    ambushesUntilNanos = FIRST_NANOS + horizonNanos;
    for (Fault fault : Fault.values()) {
      int times = fault.isEvent() && fault != Fault.AMBUSH ? scenario.amount(fault) : 0;
      for (int i = 0; i < times; i++) {
        loop.after(
            random().nextLong(FIRST_NANOS, FIRST_NANOS + horizonNanos),
            () -> {
              if (happens(fault)) {
                coverage.injected(fault);
              }
            });
      }
    }
  }

  /** Lets it happen; false if it did not, or was counted already. */
  private boolean happens(Fault fault) {
    return switch (fault) {
      case KILL, POWER_LOSS -> restart(fault);
      case SHUTDOWN -> world.shutDown(someVictim());
      case REPLACEMENT -> operators.replace(someVictim());
      case OFFLINE -> operators.takeOffline(someVictim(), random().nextLong(LONGEST_DOWN_NANOS));
      case RETIREMENT -> operators.retire(someVictim());
      case NEWCOMER -> done(operators::addServer);
      case TOLERANCE -> operators.changeTolerance();
      case BLIND_ORDER -> clerk.order();
      case READ_ONLY -> operators.forbidWrites(random().nextLong(LONGEST_READ_ONLY_NANOS));
      case DATA_LOSS -> destroySomeone();
      case DISK_ERROR -> done(() -> world.disk(someServer()).refuseNext());
      case FULL_DISK -> done(() -> world.disk(someServer()).fill(soon(LONGEST_FULL_NANOS)));
      case READ_ERROR -> done(() -> world.disk(someServer()).failNextRead());
      case SLOW_DISK -> done(() -> world.disk(someServer()).slow(soon(LONGEST_SLOWNESS_NANOS)));
      case BROKEN_LINK -> done(network::breakLink);
      case CLOGGED_LINK -> done(network::clog);
      case PARTITION -> done(network::partition);
      case UNHEARD -> done(() -> network.unheard(someVictim()));
      case ISOLATION -> done(network::isolate);
      case CUT_OFF -> done(() -> network.cutOff(someVictim(), false));
      case LONG_CUT_OFF -> done(() -> network.cutOff(someVictim(), true));
      case PAUSE -> done(this::pause);
      case LEADER_PAUSE -> done(() -> world.pauseLeader(network.silenceLeader()));
      case LEADER_CHANGE -> done(world::changeLeader);
      case PASSING_SPACE -> done(operators::addPassingSpace);
      case ADD_INDEX -> world.addIndex();
      case DROP_INDEX -> world.dropIndex();
      case CLOCK_JUMP -> done(() -> world.jumpClock(someProcess(), someJump()));
      case WALL_CLOCK_JUMP -> done(this::setWallClock);
      case CLIENT_SLEEP -> {
        sleep.soon();
        yield false;
      }
      case AMBUSH, SLOW_CONFIGURATION, CLOCK_DRIFT, LATE_ARRIVAL, LATE_COPY, FAST_CLOCKS, NO_SYNC ->
          false;
    };
  }

  /** One of which nothing is needed but what may be given up, if there is one. */
  private boolean destroySomeone() {
    List<Long> all = new ArrayList<>(servers.get());
    Collections.rotate(all, random().nextInt(1 + all.size()));
    return all.stream().anyMatch(operators::destroy);
  }

  private static boolean done(Runnable fault) {
    fault.run();
    return true;
  }

  private SplittableRandom random() {
    return loop.random();
  }

  private long someServer() {
    return servers.get().get(random().nextInt(servers.get().size()));
  }

  /** One that runs, if there is one. */
  private long someVictim() {
    List<Long> running = servers.get().stream().filter(world::runs).toList();
    return running.isEmpty() ? someServer() : running.get(random().nextInt(running.size()));
  }

  private long someProcess() {
    return processes.get().get(random().nextInt(processes.get().size()));
  }

  /** Counts each server, for sometimes it is all of them. */
  private boolean restart(Fault fault) {
    boolean losesPower = fault == Fault.POWER_LOSS;
    boolean everybody = losesPower && random().nextInt(4) == 0;
    List<Long> victims = everybody ? servers.get() : List.of(someVictim());
    for (long victim : victims) {
      if (restart(victim, losesPower, LONGEST_DOWN_NANOS)) {
        coverage.injected(fault);
      }
    }
    return false;
  }

  private boolean restart(long victim, boolean losesPower, long longestNanos) {
    boolean ran = !operators.destroyedUnnoticed() && world.stop(victim, losesPower);
    if (ran) {
      loop.after(random().nextLong(longestNanos), () -> world.start(victim));
    }
    return ran;
  }

  /** A server has just done something that is easily forgotten. */
  void opportunity(long server) {
    if (ambushes == 0
        || loop.nowNanos() > ambushesUntilNanos
        || random().nextInt(AMBUSH_ODDS) != 0) {
      return;
    }
    ambushes--;
    long longestNanos = random().nextInt(3) == 0 ? LONGEST_DOWN_NANOS : SHORT_DOWN_NANOS;
    loop.after(
        random().nextLong(AMBUSH_NANOS),
        () -> {
          if (restart(server, false, longestNanos)) {
            coverage.injected(Fault.AMBUSH);
          }
        });
  }

  /** Some time within the next {@code nanos}. */
  private long soon(long nanos) {
    return loop.nowNanos() + random().nextLong(nanos);
  }

  /** Less than a lease, more than all that is remembered for seconds, or an hour. */
  private long someJump() {
    return switch (random().nextInt(4)) {
      case 0 -> HOUR_NANOS;
      case 1 -> random().nextLong(LONG_JUMP_NANOS);
      default -> random().nextLong(2 * LEASE_NANOS);
    };
  }

  private void setWallClock() {
    long nanos = random().nextInt(3) == 0 ? HOUR_NANOS : LONG_JUMP_NANOS;
    world.setWallClock(random().nextLong(-nanos, nanos));
  }

  private void pause() {
    long victim = someServer();
    world.pause(victim, true);
    loop.after(random().nextLong(LONGEST_PAUSE_NANOS), () -> world.pause(victim, false));
  }
}
