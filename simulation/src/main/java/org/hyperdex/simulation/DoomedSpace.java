package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.simulation.check.Finding;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Judgement;
import org.hyperdex.simulation.check.Observation;
import org.hyperdex.simulation.check.Observation.Seen;

/**
 * A space that tolerates no failure, so that a machine that is gone for good takes some of its
 * regions with it. Somebody accepts that: the objects of these regions are judged from then on as
 * if they had never been, all others as those of any space. Copies that are left of those, and
 * copies of others that are gone, are found by comparison, or overwritten.
 */
final class DoomedSpace {
  private static final int KEYS = 6;

  private final Cluster cluster;
  private final Population population = new People(true);
  private final LossCheck losses;
  private final Workload.Totals totals = new Workload.Totals();
  private final History history;
  private final FinalRound round;
  private final List<Workload> workloads = new ArrayList<>();

  /** When the objects that were lost were given up, as places in the history. */
  private final Map<Bytes, Long> givenUp = new TreeMap<>();

  DoomedSpace(Cluster cluster, LossCheck losses) {
    this.cluster = cluster;
    this.losses = losses;
    history = new History(true, cluster.loop::nowNanos);
    round = new FinalRound(cluster, name(), population, KEYS, history, totals);
    for (int i = 0; i < KEYS; i++) {
      history.mention(population.key(i));
    }
  }

  String name() {
    return "doomed";
  }

  /** How it is made. */
  Command added() {
    return new Command.AddSpace(Command.ITSELF, 0, population.description(name(), 0));
  }

  /** A client will use it. */
  void joins(SimulatedClient client) {
    Scenario work = cluster.scenario.withObjects(KEYS);
    workloads.add(new Workload(client, name(), population, work, history, totals));
  }

  void start() {
    workloads.forEach(Workload::start);
  }

  boolean finished() {
    return workloads.stream().allMatch(Workload::finished);
  }

  /** Whether a server has the only copy of something. */
  boolean isIn(long server, Configuration configuration) {
    return configuration.space(name()).stream()
        .flatMap(space -> space.subspaces().stream())
        .flatMap(subspace -> subspace.regions().stream())
        .anyMatch(region -> region.chain().equals(List.of(server)));
  }

  /** Somebody is about to give up what only {@code server} has. */
  void givesUp(long server, Configuration configuration) {
    losses.accepted(server, name());
    Space space = configuration.space(name()).orElseThrow();
    long now = history.next();
    for (Bytes key : history.objects().keySet()) {
      if (Router.keyRegion(space, key).chain().equals(List.of(server))) {
        if (givenUp.put(key, now) != null) {
          throw new IllegalStateException("an object is lost once in a run");
        }
      }
    }
  }

  /** The last round: every object is written again, wherever it is now. */
  FinalRound round() {
    return round;
  }

  /** What is wrong with what clients learned, and with what is there in the end. */
  List<Finding> findings(Map<Bytes, StoredRow> objects) {
    for (Bytes key : history.objects().keySet()) {
      Optional<StoredRow> row = Optional.ofNullable(objects.get(key));
      history.add(new Seen(key, history.next(), history.next(), row));
    }
    List<Finding> findings = new ArrayList<>();
    findings.addAll(Judgement.of(part(true), population.schema()));
    findings.addAll(Judgement.of(part(false), population.schema()));
    return findings;
  }

  /**
   * What was learned of objects that were lost later, or else all the rest.
   *
   * <p>An operation belongs to the time in which it began, however late it was answered. It is for
   * a region by its id, and what was given up gets another one. One that began before is answered
   * by who had the region then, or not at all: its effect, if it had one, is lost with the rest,
   * and it has none in the region that begins anew. One that began after, by a configuration of
   * before, asks a machine that is gone.
   */
  private History part(boolean beforeLoss) {
    History part = new History(true);
    history
        .objects()
        .forEach((key, all) -> {
          long loss = givenUp.getOrDefault(key, 0L);
          part.mention(key);
          for (Observation one : all) {
            if (one.begin() < loss == beforeLoss) {
              part.add(one);
            }
          }
        });
    return part;
  }
}
