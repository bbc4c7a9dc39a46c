package org.hyperdex.simulation;

import static org.hyperdex.simulation.check.Observation.NEVER;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * When all is quiet every client writes every object again, through all its places. So every server
 * hears of all that has ended before, and has no reason to remember any of it ({@link
 * LeftoverCheck}).
 */
final class FinalRound {
  private static final int ROUNDS_PER_CLIENT = 2;
  private static final long PATIENCE_NANOS = 4_000_000_000L;

  private final Cluster cluster;
  private final String spaceName;
  private final Population population;
  private final int keys;
  private final History history;
  private final Workload.Totals totals;
  private List<SimulatedClient> clients = List.of();
  private int writes;
  private final Map<Long, Version> versions = new HashMap<>();
  private final Map<Long, Long> sequences = new HashMap<>();
  private int left;

  /**
   * Prepares the round of one space.
   *
   * @param population what its objects are like
   * @param keys how many there are
   */
  FinalRound(
      Cluster cluster,
      String space,
      Population population,
      int keys,
      History history,
      Workload.Totals totals) {
    this.cluster = cluster;
    this.population = population;
    this.spaceName = space;
    this.keys = keys;
    this.history = history;
    this.totals = totals;
  }

  /** Remembers what there has been, and begins. */
  void begin(Configuration configuration) {
    cluster.loop.note(() -> "all is quiet; every object of " + spaceName + " is written again");
    clients = List.copyOf(cluster.clients.values());
    writes = Math.max(ROUNDS_PER_CLIENT * clients.size(), 1 + Population.PLACES);
    Space space = configuration.space(spaceName).orElseThrow();
    for (Region region : space.keySubspace().regions()) {
      SimulatedStore store = cluster.server(region.head().orElseThrow()).store();
      versions.put(region.id(), store.newestVersion(region.id()));
    }
    clients.forEach(client -> sequences.put(client.id(), client.lastSequence()));
    left = keys;
    for (int i = 0; i < keys; i++) {
      write(population.key(i), 0);
    }
  }

  private void write(Bytes key, int number) {
    if (number == writes) {
      left--;
      return;
    }
    SimulatedClient client = clients.get(number % clients.size());
    OperationId operation = client.nextOperation();
    Update change = new Update(population.at(number % Population.PLACES, ++totals.marks));
    Write template =
        new Write(
            0, 0, 0, operation, 0, key, Existence.ANY, Optional.empty(), Predicate.TRUE, change);
    long begin = history.next();
    client.write(
        spaceName,
        template,
        cluster.loop.nowNanos() + PATIENCE_NANOS,
        result -> {
          Answer answer = new Answer(result.outcome(), result.version());
          learn(template, begin, history.next(), Optional.of(answer));
          write(key, number + 1);
        },
        _ -> {
          learn(template, begin, NEVER, Optional.empty());
          throw new Violation("liveness", "a write is not answered when all is quiet");
        });
  }

  private void learn(Write write, long begin, long end, Optional<Answer> answer) {
    history.add(
        new Written(
            write.key(),
            begin,
            end,
            write.operation(),
            write.existence(),
            write.ifVersion(),
            write.guards(),
            write.change(),
            answer));
  }

  boolean finished() {
    return left == 0;
  }

  /** The key regions whose objects were written. */
  List<Region> regions(Configuration configuration) {
    Space space = configuration.space(spaceName).orElseThrow();
    return history.objects().keySet().stream()
        .map(key -> Router.keyRegion(space, key))
        .distinct()
        .toList();
  }

  /** The newest version of a key region from before the round. */
  Version newestBefore(long keyRegion) {
    return versions.getOrDefault(keyRegion, Version.NONE);
  }

  /** The number of a client's last write before the round. */
  long lastBefore(long client) {
    return sequences.getOrDefault(client, 0L);
  }
}
