package org.hyperdex.simulation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.coordinator.Command;

/** The machines the servers run on, and the operator who looks after them. */
final class SimulatedMachines implements Nemesis.World {
  private static final long LONGEST_LEAVING_NANOS = 300_000_000;
  private static final long LONGEST_DOWN_NANOS = 600_000_000;
  private static final long LONGEST_REMOVAL_NANOS = 50_000_000;
  private static final long LONGEST_BACKOFF_NANOS = 100_000_000;

  /** How often an operator looks whether something may be done now. */
  private static final long OPERATOR_NANOS = 25_000_000;

  /** What the operator needs of the rest of the world. */
  interface Outside {
    /** A process begins to announce itself. */
    void announce(long server);

    /** There is a fresh server. */
    void addServer();

    /** There is another space for a while. */
    void addPassingSpace();

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
    indices = new IndexOperator(cluster.loop, coordinator);
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

  @Override
  public boolean replace(long id) {
    if (!coordinator.leading() || retired.contains(id) || isLastMember(id)) {
      return false;
    }
    loop.note(() -> "an operator replaces server " + id);
    retired.add(id);
    if (loop.random().nextBoolean()) {
      stop(id, false);
    }
    loop.after(loop.random().nextLong(LONGEST_REMOVAL_NANOS), () -> remove(id));
    outside.addServer();
    return true;
  }

  /** An operator who sees that a server is needed after all starts it again. */
  private void remove(long id) {
    if (!coordinator.dismissed(id)) {
      loop.after(OPERATOR_NANOS, () -> remove(id));
    } else if (isLastMember(id)) {
      retired.remove(id);
      start(id);
    } else {
      coordinator.carryOut(new Command.ServerKill(Command.ITSELF, 0, id));
    }
  }

  @Override
  public boolean takeOffline(long id, long nanos) {
    if (!runs(id) || retired.contains(id) || isLastMember(id)) {
      return false;
    }
    loop.note(() -> "an operator takes server " + id + " offline");
    hold(id, nanos);
    return true;
  }

  private void hold(long id, long nanos) {
    if (!coordinator.dismissed(id)) {
      loop.after(OPERATOR_NANOS, () -> hold(id, nanos));
    } else if (!retired.contains(id) && !isLastMember(id)) {
      coordinator.carryOut(new Command.ServerOffline(Command.ITSELF, 0, id));
      loop.after(nanos, () -> release(id));
    }
  }

  private void release(long id) {
    if (coordinator.leading()) {
      loop.note(() -> "an operator lets server " + id + " come back");
      coordinator.carryOut(new Command.ReleaseServer(Command.ITSELF, 0, id));
    } else {
      loop.after(OPERATOR_NANOS, () -> release(id));
    }
  }

  /** Whether some region would have nobody left. */
  private boolean isLastMember(long id) {
    Configuration configuration = coordinator.configuration();
    return configuration.spaces().stream()
        .flatMap(space -> space.subspaces().stream())
        .flatMap(subspace -> subspace.regions().stream())
        .filter(region -> region.chain().contains(id))
        .anyMatch(region ->
            region.chain().stream().noneMatch(member -> member != id && server(member).running()));
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
  public void addPassingSpace() {
    outside.addPassingSpace();
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
