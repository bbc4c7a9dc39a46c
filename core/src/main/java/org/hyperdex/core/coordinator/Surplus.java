package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Says which live members have a place in a chain that has more than it needs: because its space
 * shall tolerate less, or because another server was brought in to take the place.
 *
 * <p>Of a chain leaves who shares a zone with another member; then who has most replicas; then a
 * head that leads most, or else the last. A chain with a joiner keeps everybody until it has ended.
 *
 * <p>Chains often have too many at the same time, and who should leave one depends on who leaves
 * the others. So loads are counted as if all chains had lost their last members, and what is
 * decided is what makes that more even, one chain after the other; where nothing does, the last
 * ones leave. If each chain were judged by what there is before anybody has left, a server that
 * joined several would have most and leave them all, and {@link Balance} would bring it in again,
 * for ever.
 */
public final class Surplus {
  private final CoordinatorState state;
  private final Map<Long, Integer> replicas = new HashMap<>();
  private final Map<Long, Integer> leaderships = new HashMap<>();

  /** The chains that have too many. */
  private final List<Region> surplus = new ArrayList<>();

  Surplus(CoordinatorState state) {
    this.state = state;
    for (Space space : state.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        subspace.regions().forEach(region -> count(space, region));
      }
    }
  }

  private void count(Space space, Region region) {
    region.chain().forEach(member -> replicas.merge(member, 1, Integer::sum));
    region.head().ifPresent(head -> leaderships.merge(head, 1, Integer::sum));
    if (region.joiner().isEmpty() && region.chain().size() > space.faultTolerance() + 1) {
      replicas.merge(last(region), -1, Integer::sum);
      surplus.add(region);
    }
  }

  /**
   * At most one member of each chain; the next one of the same chain comes in the next epoch. As
   * long as there are others than last members to leave, it is all of one server's places that it
   * should leave next, if the other servers leave theirs after it.
   */
  public static List<Command.Place> due(CoordinatorState state) {
    return new Surplus(state).due();
  }

  private List<Command.Place> due() {
    List<Command.Place> places = new ArrayList<>();
    for (Region region : surplus) {
      long last = last(region);
      long leaver = leaver(region.chain(), last);
      if (leaver != last) {
        move(region.chain(), last, leaver);
        places.add(place(region, leaver));
      }
    }
    if (places.isEmpty()) {
      return surplus.stream().map(region -> place(region, last(region))).toList();
    }
    long first = places.getFirst().server();
    return places.stream().filter(place -> place.server() == first).toList();
  }

  private static Command.Place place(Region region, long leaver) {
    return new Command.Place(region.id(), region.epoch(), leaver);
  }

  /** The last member of those of whom one is to leave. */
  private long last(Region region) {
    return candidates(region.chain()).getLast();
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

  /**
   * Who should leave {@code chain}.
   *
   * @param uncounted a member whose place in it is not counted yet
   */
  long leaver(List<Long> chain, long uncounted) {
    replicas.merge(uncounted, 1, Integer::sum);
    long leaver =
        candidates(chain).stream()
            .max(
                Comparator.comparingInt(this::replicas)
                    .thenComparingInt(member -> burden(chain, member))
                    .thenComparingInt(chain::indexOf))
            .orElseThrow();
    replicas.merge(uncounted, -1, Integer::sum);
    return leaver;
  }

  /** Who shares a zone with another member; everybody if nobody does. */
  private List<Long> candidates(List<Long> chain) {
    List<Long> sharing = chain.stream().filter(member -> sharesZone(chain, member)).toList();
    return sharing.isEmpty() ? chain : sharing;
  }

  private boolean sharesZone(List<Long> chain, long member) {
    String zone = zone(member);
    return !zone.isEmpty()
        && chain.stream().anyMatch(other -> other != member && zone(other).equals(zone));
  }

  /** What the member leads beyond what the next one does, if it is the head. */
  private int burden(List<Long> chain, long member) {
    return chain.getFirst() == member ? leaderships(member) - leaderships(chain.get(1)) - 1 : 0;
  }

  private String zone(long server) {
    return state.server(server).map(known -> known.server().zone()).orElse("");
  }
}
