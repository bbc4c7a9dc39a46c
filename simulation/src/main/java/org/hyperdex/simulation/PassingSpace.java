package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Judgement;

/**
 * A space that is added in the middle of a run, and removed soon, perhaps while it is used. What
 * clients learned of it is judged by itself; in the end nothing of it may be left.
 *
 * <pre>
 * ADDED    -> USED     the clients know it
 * any      -> REMOVED  whatever is under way ends: its outcome is unknown, or it is refused
 * </pre>
 */
final class PassingSpace {
  private static final int OPERATIONS = 5;
  private static final long SHORTEST_NANOS = 20_000_000;
  private static final long LONGEST_NANOS = 250_000_000;
  private static final long PATIENCE_NANOS = 50_000_000;

  private final String name;
  private final Cluster cluster;
  private final SimulatedCoordinator coordinator;
  private final History history;
  private final List<Workload> workloads = new ArrayList<>();
  private boolean added;
  private boolean removed;

  /**
   * @param number tells this one from others of the run
   */
  PassingSpace(
      int number, Cluster cluster, SimulatedCoordinator coordinator, Workload.Totals totals) {
    name = "passing" + number;
    this.cluster = cluster;
    this.coordinator = coordinator;
    history = new History(false, cluster.loop::nowNanos);
    Scenario little =
        cluster.scenario.with(1, 1, Math.min(OPERATIONS, cluster.scenario.operations()));
    for (int i = 0; i < cluster.scenario.keys(); i++) {
      history.mention(cluster.population.key(i));
    }
    for (SimulatedClient client : cluster.clients.values()) {
      workloads.add(new Workload(client, name, cluster.population, little, history, totals));
    }
  }

  /** Adds it, lets every client use it, and removes it a while later. */
  void begin() {
    add();
    cluster.loop.after(cluster.loop.random().nextLong(SHORTEST_NANOS, LONGEST_NANOS), this::remove);
  }

  private void add() {
    if (removed) {
      // It was never added; of a space they do not know they make nothing.
      workloads.forEach(Workload::start);
      return;
    }
    if (!coordinator.leading()) {
      cluster.loop.after(PATIENCE_NANOS, this::add);
      return;
    }
    added = true;
    String description = cluster.population.description(name, cluster.scenario.failures());
    coordinator.carryOut(new Command.AddSpace(Command.ITSELF, 0, description));
    int i = 0;
    for (SimulatedClient client : cluster.clients.values()) {
      await(client, workloads.get(i));
      i++;
    }
  }

  private void await(SimulatedClient client, Workload workload) {
    if (client.knows(name) || removed) {
      workload.start();
    } else {
      cluster.loop.after(PATIENCE_NANOS / 10, () -> await(client, workload));
    }
  }

  private void remove() {
    if (!coordinator.leading()) {
      cluster.loop.after(PATIENCE_NANOS, this::remove);
      return;
    }
    removed = true;
    if (added) {
      coordinator.carryOut(new Command.RemoveSpace(Command.ITSELF, 0, name));
    }
  }

  /** Whether no client does anything with it any more. */
  boolean finished() {
    return removed && workloads.stream().allMatch(Workload::finished);
  }

  /** What is wrong in what clients learned of it. */
  List<Finding> findings() {
    return Judgement.of(history, cluster.population.schema());
  }
}
