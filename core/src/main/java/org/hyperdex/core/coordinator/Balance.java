package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Says which regions should move so that the load is even: servers have the same number of
 * replicas, give or take one, and lead about as many regions.
 *
 * <p>A move is a join followed by a departure: the server that shall have the region joins a chain
 * that is complete, and {@link Surplus} says who leaves. A move is made only if that departure, of
 * whom it would be, makes the replicas more even; or leaves them as even and the leaderships more:
 * each is a step down, so moves come to an end. They wait until nothing is left to repair and the
 * moves before have ended.
 */
public final class Balance {
  private final CoordinatorState state;
  private final Repair.Policy policy;
  private final Surplus surplus;
  private final Map<Long, Integer> receiving = new HashMap<>();
  private final Map<Long, Integer> sending = new HashMap<>();

  private Balance(CoordinatorState state, Repair.Policy policy) {
    this.state = state;
    this.policy = policy;
    this.surplus = new Surplus(state);
  }

  /** The moves to be begun now, as joiners; empty if the load is even or it is not the time. */
  static List<Event.Seat> due(CoordinatorState state, Repair.Policy policy) {
    return isQuiet(state) ? new Balance(state, policy).due() : List.of();
  }

  /** Whether there are moves to be begun now. */
  public static boolean isDue(CoordinatorState state, Repair.Policy policy) {
    return !due(state, policy).isEmpty();
  }

  private static boolean isQuiet(CoordinatorState state) {
    long available = state.availableServers().size();
    if (!state.repair().open().isEmpty()) {
      return false;
    }
    for (Space space : state.spaces()) {
      long replicas = Math.min(space.faultTolerance() + 1L, available);
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          if (region.joiner().isPresent() || region.chain().size() != replicas) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private List<Event.Seat> due() {
    List<Event.Seat> seats = new ArrayList<>();
    List<Server> servers = state.availableServers();
    int fewest = servers.stream().mapToInt(server -> surplus.replicas(server.id())).min().orElse(0);
    for (Region region : state.regions()) {
      if (mayImprove(region, fewest)
          && sending.getOrDefault(region.tail().orElse(0), 0) < policy.joinsPerServer()) {
        best(region, servers)
            .ifPresent(move -> {
              surplus.move(region.chain(), move.joiner(), move.leaver());
              receiving.merge(move.joiner(), 1, Integer::sum);
              sending.merge(region.chain().getLast(), 1, Integer::sum);
              seats.add(new Event.Seat(region.id(), move.joiner()));
            });
      }
    }
    return seats;
  }

  /** A quick look that spares most regions the thorough one. */
  private boolean mayImprove(Region region, int fewest) {
    List<Long> chain = region.chain();
    return chain.stream().anyMatch(member -> surplus.replicas(member) - fewest > 1)
        || (chain.size() > 1
            && surplus.leaderships(chain.get(0)) - surplus.leaderships(chain.get(1)) > 1);
  }

  private record Move(long joiner, long leaver, int gain) {}

  private Optional<Move> best(Region region, List<Server> servers) {
    Optional<Move> best = Optional.empty();
    for (Server server : servers) {
      if (!region.chain().contains(server.id())
          && !policy.excluded().contains(server.id())
          && receiving.getOrDefault(server.id(), 0) < policy.joinsPerServer()) {
        Move move = move(region, server.id());
        if (move.gain() > best.map(Move::gain).orElse(0)) {
          best = Optional.of(move);
        }
      }
    }
    return best;
  }

  /** What would come of it if {@code joiner} joined; a gain of 0 or less is none. */
  private Move move(Region region, long joiner) {
    List<Long> longer = new ArrayList<>(region.chain());
    longer.add(joiner);
    long leaver = surplus.leaver(longer, joiner);
    if (leaver == joiner) {
      return new Move(joiner, leaver, 0);
    }
    int replicas = surplus.replicas(leaver) - surplus.replicas(joiner) - 1;
    if (replicas != 0) {
      return new Move(joiner, leaver, replicas * state.regions().size());
    }
    boolean isHead = region.chain().getFirst() == leaver;
    int leaderships =
        isHead ? surplus.leaderships(leaver) - surplus.leaderships(longer.get(1)) - 1 : 0;
    return new Move(joiner, leaver, leaderships);
  }
}
