package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Lets things go wrong, at random times and places, and lets them heal. */
final class Nemesis {
  private static final long FIRST_NANOS = 55_000_000;
  private static final long LONGEST_DOWN_NANOS = 900_000_000;
  private static final long LONGEST_PAUSE_NANOS = 600_000_000;
  private static final long LONGEST_PARTITION_NANOS = 700_000_000;

  /** The longest that anything is wrong. */
  static final long LONGEST_NANOS = 900_000_000;

  /** What the nemesis does to the world. */
  interface World {
    /** Ends a server's process; false if none runs. */
    boolean stop(long server, boolean losesPower);

    /** Starts a server's process; none runs. */
    void start(long server);

    /** Takes the coordinators' leader away. */
    void changeLeader();

    /** Lets a server stand still or go on. */
    void pause(long server, boolean paused);
  }

  private final EventLoop loop;
  private final Network network;
  private final World world;
  private final List<Long> servers;
  private final List<Long> processes;

  Nemesis(EventLoop loop, Network network, World world, List<Long> servers, List<Long> processes) {
    this.loop = loop;
    this.network = network;
    this.world = world;
    this.servers = servers;
    this.processes = processes;
  }

  /** Plans everything, within {@code horizonNanos}. */
  void plan(Scenario.Faults faults, long horizonNanos) {
    List<Runnable> plan = new ArrayList<>();
    repeat(plan, faults.kills(), () -> restart(false));
    repeat(plan, faults.powerLosses(), () -> restart(true));
    repeat(plan, faults.brokenLinks(), this::breakLink);
    repeat(plan, faults.partitions(), this::partition);
    repeat(plan, faults.pauses(), this::pause);
    repeat(plan, faults.leaderChanges(), world::changeLeader);
    plan.forEach(
        fault -> loop.after(random().nextLong(FIRST_NANOS, FIRST_NANOS + horizonNanos), fault));
  }

  private static void repeat(List<Runnable> plan, int times, Runnable fault) {
    for (int i = 0; i < times; i++) {
      plan.add(fault);
    }
  }

  private SplittableRandom random() {
    return loop.random();
  }

  private long someServer() {
    return servers.get(random().nextInt(servers.size()));
  }

  private long someProcess() {
    return processes.get(random().nextInt(processes.size()));
  }

  private void restart(boolean losesPower) {
    boolean everybody = losesPower && random().nextInt(4) == 0;
    List<Long> victims = everybody ? servers : List.of(someServer());
    for (long victim : victims) {
      if (world.stop(victim, losesPower)) {
        loop.after(random().nextLong(LONGEST_DOWN_NANOS), () -> world.start(victim));
      }
    }
  }

  private void breakLink() {
    network.breakLink(someServer(), someProcess());
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

  private void pause() {
    long victim = someServer();
    world.pause(victim, true);
    loop.after(random().nextLong(LONGEST_PAUSE_NANOS), () -> world.pause(victim, false));
  }
}
