package org.hyperdex.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.coordinator.Command;

/** The machines the servers run on. */
final class SimulatedMachines implements Nemesis.World {
  private static final long LONGEST_LEAVING_NANOS = 300_000_000;
  private static final long LONGEST_DOWN_NANOS = 600_000_000;
  private static final long LONGEST_BACKOFF_NANOS = 100_000_000;

  /** What the machines need of the rest of the world. */
  interface Outside {
    /** A process begins to announce itself. */
    void announce(long server);

    /** Sends a message of a server to the coordinators. */
    void toCoordinator(long server, Runnable arrival);
  }

  private final Cluster cluster;
  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;
  private final Outside outside;
  private final IndexOperator indices;
  private final Set<Long> retired = new TreeSet<>();

  /** The life of a server that ended when it was last started: no second process is begun. */
  private final Map<Long, Long> startedIn = new TreeMap<>();

  SimulatedMachines(Cluster cluster, SimulatedCoordinator coordinator, Outside outside) {
    this.cluster = cluster;
    this.loop = cluster.loop;
    this.coordinator = coordinator;
    this.outside = outside;
    indices = new IndexOperator(cluster.loop, coordinator, cluster.population);
  }

  private SimulatedServer server(long id) {
    return cluster.server(id);
  }

  /** The servers no operator has removed. */
  List<Long> present() {
    return cluster.servers.keySet().stream().filter(id -> !retired.contains(id)).toList();
  }

  @Override
  public boolean runs(long id) {
    return server(id).running() && !server(id).leaving();
  }

  @Override
  public boolean stop(long id, boolean losesPower) {
    SimulatedServer server = server(id);
    if (!server.running()) {
      return false;
    }
    loop.note(() -> "server " + id + (losesPower ? " loses power" : " ends"));
    if (server.store().pendingRecords() > 0) {
      cluster.coverage.reached(Coverage.State.PENDING_SURVIVES_END);
    }
    server.stop();
    if (losesPower) {
      if (server.store().unsyncedBatches() > 0) {
        cluster.coverage.reached(Coverage.State.BATCH_LOST);
      }
      server.store().losePower(loop.random(), cluster.bug.is(PlantedBug.TORN_BATCH));
    }
    cluster.network.breakAll(id, cluster.processes());
    return true;
  }

  @Override
  public void start(long id) {
    Long life = server(id).life();
    boolean startsAlready = life.equals(startedIn.get(id));
    if (!retired.contains(id) && !server(id).running() && !startsAlready) {
      startedIn.put(id, life);
      loop.note(() -> "server " + id + " starts");
      outside.announce(id);
    }
  }

  @Override
  public boolean shutDown(long id) {
    SimulatedServer server = server(id);
    if (!server.running() || server.leaving()) {
      return false;
    }
    loop.note(() -> "server " + id + " is shut down");
    server.leave();
    long incarnation = server.incarnation();
    outside.toCoordinator(
        id,
        () -> {
          if (coordinator.leading()) {
            coordinator.carryOut(new Command.ServerShutdown(Command.ITSELF, 0, id, incarnation));
          }
        });
    long life = server.life();
    loop.after(
        loop.random().nextLong(LONGEST_LEAVING_NANOS),
        () -> {
          if (server.life() == life && stop(id, false)) {
            loop.after(loop.random().nextLong(LONGEST_DOWN_NANOS), () -> start(id));
          }
        });
    return true;
  }

  /** Ends a server's process, also one that only announces itself as yet. */
  void end(long id) {
    if (!stop(id, false)) {
      server(id).stop();
    }
  }

  /** An operator has removed a server: nothing happens to it any more, and nobody starts it. */
  void remove(long id) {
    retired.add(id);
  }

  /** An operator who has removed a server puts it to use again; its disk is as it was. */
  void readmit(long id) {
    retired.remove(id);
  }

  boolean removed(long id) {
    return retired.contains(id);
  }

  /** A process ends by itself and is started again: at once, unless that is of no use. */
  void restart(long id) {
    loop.after(
        server(id).disk().full() ? loop.random().nextLong(LONGEST_BACKOFF_NANOS) : 0,
        () -> {
          if (stop(id, false)) {
            start(id);
          }
        });
  }

  @Override
  public void changeLeader() {
    coordinator.changeLeader();
  }

  @Override
  public void pause(long id, boolean paused) {
    if (server(id).running()) {
      loop.note(() -> "server " + id + (paused ? " stands still" : " goes on"));
      if (paused) {
        server(id).pause();
      } else {
        server(id).goOn();
      }
    }
  }

  @Override
  public DiskFaults disk(long id) {
    return server(id).disk();
  }

  @Override
  public void pauseLeader(long nanos) {
    coordinator.pause(nanos);
  }

  @Override
  public void setWallClock(long byNanos) {
    loop.note(() -> "the coordinators' clock on the wall is set by " + byNanos / 1e9 + " s");
    coordinator.setWallClock(byNanos);
  }

  @Override
  public void jumpClock(long process, long byNanos) {
    if (process == Cluster.COORDINATOR) {
      // What a leader that was suspended sees is a pause.
      return;
    }
    boolean back =
        cluster.bug.is(PlantedBug.CLOCK_SET_BACK) && cluster.servers.containsKey(process);
    long nanos = back ? -byNanos : byNanos;
    loop.note(() -> "the clock of " + process + " jumps by " + nanos / 1e9 + " s");
    cluster.clockOf(process).jump(nanos);
  }

  @Override
  public boolean addIndex() {
    return indices.add();
  }

  @Override
  public boolean dropIndex() {
    return indices.drop();
  }
}
