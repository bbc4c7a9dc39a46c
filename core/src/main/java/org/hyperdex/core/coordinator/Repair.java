package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;

/**
 * Says which regions should get a joiner now, and whom.
 *
 * <p>A region that lacks replicas gets back a former member if one is available, for that one has
 * most of the objects on its disk; of several, the one that left last. For every former member that
 * is away and was lost less than the replacement delay ago, one place is kept: a server that is
 * only started anew is not replaced. The remaining places go to the servers with the least
 * replicas, in other zones first. Regions with the fewest replicas come first, and what one server
 * sends or receives at once is bounded.
 *
 * <p>A function: the shell may ask {@link #isDue} as often as it likes, and submits {@link
 * Command.AssignJoiners} if it says so.
 */
public final class Repair {
  private final CoordinatorState state;
  private final long nowMillis;
  private final Policy policy;
  private final Map<Long, Server> available;
  private final Map<Long, Integer> replicas = new HashMap<>();
  private final Map<Long, Integer> receiving = new HashMap<>();
  private final Map<Long, Integer> sending = new HashMap<>();

  /**
   * How repairs are done.
   *
   * @param replacementDelayMillis how long the place of a lost server is kept for it
   * @param joinsPerServer how many regions a server may receive at once, and how many send
   * @param excluded servers that must join no chain now
   */
  public record Policy(long replacementDelayMillis, int joinsPerServer, Set<Long> excluded) {
    /** Five seconds; eight each; nobody is excluded. */
    public static final Policy DEFAULT = new Policy(5000, 8);

    /** Excludes nobody. */
    public Policy(long replacementDelayMillis, int joinsPerServer) {
      this(replacementDelayMillis, joinsPerServer, Set.of());
    }

    public Policy {
      if (replacementDelayMillis < 0 || joinsPerServer < 1) {
        throw new IllegalArgumentException(
            "no way to repair: " + replacementDelayMillis + " ms, " + joinsPerServer + " joins");
      }
      excluded = Set.copyOf(excluded);
    }

    /** This policy, excluding {@code servers} alone. */
    public Policy excluding(Set<Long> servers) {
      return servers.equals(excluded)
          ? this
          : new Policy(replacementDelayMillis, joinsPerServer, servers);
    }
  }

  private Repair(CoordinatorState state, long nowMillis, Policy policy) {
    this.state = state;
    this.nowMillis = nowMillis;
    this.policy = policy;
    this.available =
        state.availableServers().stream().collect(Collectors.toMap(Server::id, server -> server));
    for (Region region : state.regions()) {
      region.chain().forEach(member -> replicas.merge(member, 1, Integer::sum));
      region.joiner().ifPresent(joiner -> count(region, joiner));
    }
  }

  /**
   * The joiners to be named now, in the order of their urgency; empty if there is nothing to do.
   *
   * @param nowMillis milliseconds since 1970
   */
  public static List<Event.Seat> due(CoordinatorState state, long nowMillis, Policy policy) {
    return new Repair(state, nowMillis, policy).due();
  }

  /** Whether there are joiners to be named now. */
  public static boolean isDue(CoordinatorState state, long nowMillis, Policy policy) {
    return !due(state, nowMillis, policy).isEmpty();
  }

  private List<Event.Seat> due() {
    List<Configuration.RegionRef> lacking =
        state.regions().stream()
            .map(region -> state.configuration().region(region.id()).orElseThrow())
            .filter(this::lacksReplicas)
            .sorted(
                Comparator.comparingInt(
                        (Configuration.RegionRef reference) -> reference.region().chain().size())
                    .thenComparingInt(reference -> -missing(reference))
                    .thenComparingLong(reference -> reference.region().id()))
            .toList();
    List<Event.Seat> seats = new ArrayList<>();
    for (Configuration.RegionRef reference : lacking) {
      Region region = reference.region();
      if (sending.getOrDefault(region.chain().getLast(), 0) >= policy.joinsPerServer()) {
        continue;
      }
      joiner(reference)
          .ifPresent(joiner -> {
            seats.add(new Event.Seat(region.id(), joiner));
            count(region, joiner);
          });
    }
    return seats;
  }

  private boolean lacksReplicas(Configuration.RegionRef reference) {
    Region region = reference.region();
    return !region.chain().isEmpty()
        && region.joiner().isEmpty()
        && missing(reference) > 0
        && available.containsKey(region.chain().getLast());
  }

  private static int missing(Configuration.RegionRef reference) {
    return reference.space().faultTolerance() + 1 - reference.region().chain().size();
  }

  private void count(Region region, long joiner) {
    replicas.merge(joiner, 1, Integer::sum);
    receiving.merge(joiner, 1, Integer::sum);
    if (!region.chain().isEmpty()) {
      sending.merge(region.chain().getLast(), 1, Integer::sum);
    }
  }

  private Optional<Long> joiner(Configuration.RegionRef reference) {
    Region region = reference.region();
    List<FormerMember> formers = state.repair().formers().of(region.id());
    for (FormerMember former : formers.reversed()) {
      if (mayCome(former.server()) && !region.chain().contains(former.server())) {
        return Optional.of(former.server()).filter(this::mayReceive);
      }
    }
    long kept = formers.stream().filter(this::isExpected).count();
    return missing(reference) > kept ? leastLoaded(region) : Optional.empty();
  }

  private boolean mayCome(long server) {
    return available.containsKey(server) && !policy.excluded().contains(server);
  }

  /** Whether a former member may be back soon. A clock that went back says nothing. */
  private boolean isExpected(FormerMember former) {
    long awayMillis = nowMillis - former.lostMillis();
    return former.lostMillis() > 0
        && awayMillis >= 0
        && awayMillis < policy.replacementDelayMillis()
        && state
            .server(former.server())
            .filter(known -> known.state() != ServerState.KILLED)
            .isPresent();
  }

  private Optional<Long> leastLoaded(Region region) {
    Set<String> zones =
        region.chain().stream()
            .flatMap(member -> Optional.ofNullable(available.get(member)).stream())
            .map(Server::zone)
            .filter(zone -> !zone.isEmpty())
            .collect(Collectors.toSet());
    return state.availableServers().stream()
        .filter(server -> !region.chain().contains(server.id()) && mayReceive(server.id()))
        .min(
            Comparator.comparing((Server server) -> zones.contains(server.zone()))
                .thenComparingInt(server -> replicas.getOrDefault(server.id(), 0)))
        .map(Server::id);
  }

  private boolean mayReceive(long server) {
    return !policy.excluded().contains(server)
        && receiving.getOrDefault(server, 0) < policy.joinsPerServer();
  }
}
