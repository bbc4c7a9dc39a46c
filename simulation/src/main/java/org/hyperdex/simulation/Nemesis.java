package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Lets things go wrong, at random times and places, and lets them heal. */
final class Nemesis {
  private static final long FIRST_NANOS = 55_000_000;
  private static final long LONGEST_DOWN_NANOS = 900_000_000;
  private static final long SHORT_DOWN_NANOS = 40_000_000;
  private static final long LONGEST_PAUSE_NANOS = 600_000_000;
  private static final long LONGEST_PARTITION_NANOS = 700_000_000;
  private static final long SHORTEST_UNHEARD_NANOS = 250_000_000;
  private static final long LONGEST_ISOLATION_NANOS = 1_500_000_000;
  private static final long LONGEST_CLOG_NANOS = 150_000_000;
  private static final long LONGEST_SLOWNESS_NANOS = 200_000_000;
  private static final long AMBUSH_NANOS = 8_000_000;
  private static final int AMBUSH_ODDS = 6;

  /** The longest that anything is wrong. */
  static final long LONGEST_NANOS = 1_500_000_000;

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

    /** Removes a server for good and adds a fresh one; false if that would lose objects. */
    boolean replace(long server);

    /** Takes the coordinators' leader away. */
    void changeLeader();

    /** Lets a server stand still or go on. */
    void pause(long server, boolean paused);

    /** Lets a server's disk refuse what is written next. */
    void failDisk(long server);

    /** Lets a server's disk be slow until then. */
    void slowDisk(long server, long untilNanos);
  }

  private final EventLoop loop;
  private final Network network;
  private final World world;
  private final Coverage coverage;
  private final Supplier<List<Long>> servers;
  private final Supplier<List<Long>> processes;
  private int ambushes;
  private long ambushesUntilNanos;

  /**
   * @param servers those that anything may happen to
   */
  Nemesis(Cluster cluster, World world, Supplier<List<Long>> servers) {
    this.loop = cluster.loop;
    this.network = cluster.network;
    this.coverage = cluster.coverage;
    this.processes = cluster::processes;
    this.world = world;
    this.servers = servers;
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
      case REPLACEMENT -> world.replace(someVictim());
      case DISK_ERROR -> done(() -> world.failDisk(someServer()));
      case SLOW_DISK -> done(this::slowDisk);
      case BROKEN_LINK -> done(() -> network.breakLink(someServer(), someProcess()));
      case CLOGGED_LINK -> done(this::clog);
      case PARTITION -> done(this::partition);
      case UNHEARD -> done(this::unheard);
      case ISOLATION -> done(this::isolate);
      case PAUSE -> done(this::pause);
      case LEADER_CHANGE -> done(world::changeLeader);
      case AMBUSH, SLOW_CONFIGURATION, CLOCK_DRIFT -> false;
    };
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
    boolean ran = world.stop(victim, losesPower);
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

  private void slowDisk() {
    world.slowDisk(someServer(), loop.nowNanos() + random().nextLong(LONGEST_SLOWNESS_NANOS));
  }

  private void clog() {
    network.clog(someServer(), someProcess(), random().nextLong(LONGEST_CLOG_NANOS));
  }

  private void partition() {
    long one = someServer();
    long other = someProcess();
    long nanos = random().nextLong(LONGEST_PARTITION_NANOS);
    int ways = random().nextInt(3);
    if (ways != 0) {
      network.block(one, other, nanos);
    }
    if (ways != 1) {
      network.block(other, one, nanos);
    }
  }

  /** The coordinators take the server for lost, and everybody else still talks to it. */
  private void unheard() {
    long victim = someVictim();
    long nanos = random().nextLong(SHORTEST_UNHEARD_NANOS, LONGEST_PARTITION_NANOS);
    network.block(victim, Cluster.COORDINATOR, nanos);
    network.block(Cluster.COORDINATOR, victim, nanos);
  }

  private void isolate() {
    long one = someProcess();
    long nanos = random().nextLong(LONGEST_ISOLATION_NANOS);
    List<Long> all = new ArrayList<>(processes.get());
    for (long other : all) {
      network.block(one, other, nanos);
      network.block(other, one, nanos);
    }
  }

  private void pause() {
    long victim = someServer();
    world.pause(victim, true);
    loop.after(random().nextLong(LONGEST_PAUSE_NANOS), () -> world.pause(victim, false));
  }
}
