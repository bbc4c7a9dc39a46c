package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Says which live members have a place in a chain that has more than it needs: because its space
 * shall tolerate less, or because another server was brought in to take the place.
 *
 * <p>Of a chain leaves who shares a zone with another member; then who has most replicas; then a
 * head that leads most, or else the last. A chain with a joiner keeps everybody until it has ended.
 */
public final class Surplus {
  private final CoordinatorState state;
  private final Map<Long, Integer> replicas = new HashMap<>();
  private final Map<Long, Integer> leaderships = new HashMap<>();

  Surplus(CoordinatorState state) {
    this.state = state;
    for (Region region : state.regions()) {
      region.chain().forEach(member -> replicas.merge(member, 1, Integer::sum));
      region.head().ifPresent(head -> leaderships.merge(head, 1, Integer::sum));
    }
  }

  /** At most one member of each chain; the next one of the same chain comes in the next epoch. */
  public static List<Command.Place> due(CoordinatorState state) {
    return new Surplus(state).due();
  }

  private List<Command.Place> due() {
    List<Command.Place> places = new ArrayList<>();
    for (Space space : state.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          if (region.joiner().isEmpty() && region.chain().size() > space.faultTolerance() + 1) {
            long leaver = leaver(region.chain());
            replicas.merge(leaver, -1, Integer::sum);
            places.add(new Command.Place(region.id(), region.epoch(), leaver));
          }
        }
      }
    }
    return places;
  }

  /** How many chains the server is in. */
  int replicas(long server) {
    return replicas.getOrDefault(server, 0);
  }

  /** How many chains the server leads. */
  int leaderships(long server) {
    return leaderships.getOrDefault(server, 0);
  }

  /** Counts as if {@code joiner} had taken the place of {@code leaver} already. */
  void move(List<Long> chain, long joiner, long leaver) {
    replicas.merge(joiner, 1, Integer::sum);
    replicas.merge(leaver, -1, Integer::sum);
    if (chain.getFirst() == leaver) {
      leaderships.merge(leaver, -1, Integer::sum);
      leaderships.merge(chain.size() > 1 ? chain.get(1) : joiner, 1, Integer::sum);
    }
  }

  /** Who would leave {@code chain} once {@code joiner}, its last member, has become one. */
  long leaver(List<Long> chain, long joiner) {
    replicas.merge(joiner, 1, Integer::sum);
    long leaver = leaver(chain);
    replicas.merge(joiner, -1, Integer::sum);
    return leaver;
  }

  private long leaver(List<Long> chain) {
    Set<String> seen = new HashSet<>();
    Set<String> repeated = new HashSet<>();
    for (long member : chain) {
      if (!zone(member).isEmpty() && !seen.add(zone(member))) {
        repeated.add(zone(member));
      }
    }
    return chain.stream()
        .max(
            Comparator.comparing((Long member) -> repeated.contains(zone(member)))
                .thenComparingInt(this::replicas)
                .thenComparingInt(member -> burden(chain, member))
                .thenComparingInt(chain::indexOf))
        .orElseThrow();
  }

  /** What the member leads beyond what the next one does, if it is the head. */
  private int burden(List<Long> chain, long member) {
    return chain.getFirst() == member ? leaderships(member) - leaderships(chain.get(1)) - 1 : 0;
  }

  private String zone(long server) {
    return state.server(server).map(known -> known.server().zone()).orElse("");
  }
}
