package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/** What must be true of the coordinator whatever it is asked. Fails with an assertion error. */
final class Invariants {
  private Invariants() {}

  /** Decides and applies {@code command}, checking on the way; returns what came of it. */
  static Outcome apply(CoordinatorState before, Command command) {
    Decision decision = Coordinator.decide(before, command);
    assertThat(Coordinator.decide(before, command))
        .as("deciding twice gives the same")
        .isEqualTo(decision);
    CoordinatorState state = before;
    for (Event event : decision.events()) {
      CoordinatorState next = Evolution.evolve(state, event);
      afterEvent(state, event, next);
      state = next;
    }
    afterDecision(before, decision, state);
    return new Outcome(decision, state);
  }

  /** A decision and the state after it. */
  record Outcome(Decision decision, CoordinatorState state) {}

  private static void afterEvent(CoordinatorState before, Event event, CoordinatorState after) {
    assertThat(after.version() - before.version())
        .as("version after %s", event)
        .isEqualTo(event instanceof Event.ConfigurationAdvanced ? 1 : 0);
    assertThat(after.nextId()).isGreaterThanOrEqualTo(before.nextId());
    if (!event.touchesConfiguration() && !(event instanceof Event.ConfigurationAdvanced)) {
      assertThat(after.configuration()).isEqualTo(before.configuration());
    }
    serversOnlyMoveForward(before, after);
    regionsOnlyMoveForward(before, after);
    isConsistent(after);
  }

  private static void serversOnlyMoveForward(CoordinatorState before, CoordinatorState after) {
    for (KnownServer old : before.servers()) {
      after
          .server(old.id())
          .ifPresent(now -> {
            assertThat(now.server().incarnation())
                .isGreaterThanOrEqualTo(old.server().incarnation());
            assertThat(old.state() == now.state() || old.state().mayBecome(now.state()))
                .as("%s to %s", old.state(), now.state())
                .isTrue();
          });
    }
  }

  private static void regionsOnlyMoveForward(CoordinatorState before, CoordinatorState after) {
    for (Space space : before.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region old : subspace.regions()) {
          after
              .configuration()
              .region(old.id())
              .ifPresent(reference -> regionMovesForward(old, reference.region()));
        }
      }
    }
  }

  private static void regionMovesForward(Region old, Region now) {
    assertThat(now.epoch()).isGreaterThanOrEqualTo(old.epoch());
    assertThat(now.lower()).isEqualTo(old.lower());
    assertThat(now.upper()).isEqualTo(old.upper());
    if (!old.chain().equals(now.chain())) {
      assertThat(old.chain()).as("a chain that has servers does not change").isEmpty();
      assertThat(now.epoch()).isGreaterThan(old.epoch());
    }
  }

  private static void isConsistent(CoordinatorState state) {
    List<Long> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Space space : state.spaces()) {
      ids.add(space.id());
      names.add(space.name());
      space.indices().forEach(index -> ids.add(index.id()));
      for (Subspace subspace : space.subspaces()) {
        ids.add(subspace.id());
        for (Region region : subspace.regions()) {
          ids.add(region.id());
          assertThat(region.chain()).doesNotHaveDuplicates();
          assertThat(region.chain().size()).isLessThanOrEqualTo(space.faultTolerance() + 1);
          assertThat(region.chain()).allMatch(member -> state.server(member).isPresent());
        }
      }
    }
    assertThat(new HashSet<>(ids)).as("ids are unique").hasSameSizeAs(ids);
    assertThat(ids).allMatch(id -> id >= 1 && id < state.nextId());
    assertThat(names).doesNotHaveDuplicates();
    assertThat(state.servers().stream().map(KnownServer::id)).doesNotHaveDuplicates();
    assertThat(state.availableServers().stream().map(Server::address)).doesNotHaveDuplicates();
    assertThat(state.servers())
        .allMatch(server -> !server.available() || server.server().incarnation() > 0);
  }

  private static void afterDecision(
      CoordinatorState before, Decision decision, CoordinatorState after) {
    if (decision.response() instanceof Response.Refused) {
      assertThat(after.withResponses(before.responses()))
          .as("a refused command changes nothing")
          .isEqualTo(before);
    } else if (!decision.events().isEmpty()) {
      assertThat(((Response.Done) decision.response()).configurationVersion())
          .isEqualTo(after.version());
    }
    if (differ(before.configuration(), after.configuration())) {
      assertThat(after.version()).isEqualTo(before.version() + 1);
    }
    for (Space space : after.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        isPlacedEvenly(before.configuration(), space, subspace, after);
      }
    }
  }

  private static boolean differ(Configuration one, Configuration other) {
    return one.readOnly() != other.readOnly()
        || !one.clusterId().equals(other.clusterId())
        || !one.coordinators().equals(other.coordinators())
        || !one.servers().equals(other.servers())
        || !one.spaces().equals(other.spaces());
  }

  /** Looks at the regions of a subspace that have got their servers just now. */
  private static void isPlacedEvenly(
      Configuration before, Space space, Subspace subspace, CoordinatorState after) {
    List<Region> placed =
        subspace.regions().stream()
            .filter(region ->
                before
                    .region(region.id())
                    .map(reference -> reference.region().chain().isEmpty())
                    .orElse(true))
            .toList();
    List<Server> available = after.availableServers();
    int replicas = Math.min(space.faultTolerance() + 1, available.size());
    assertThat(placed).allMatch(region -> region.chain().size() == replicas);
    if (replicas > 0 && available.stream().allMatch(server -> server.zone().isEmpty())) {
      assertThat(spread(available, placed.stream().flatMap(r -> r.chain().stream()).toList()))
          .as("replicas of subspace %s", subspace.id())
          .isLessThanOrEqualTo(1);
      assertThat(spread(available, placed.stream().map(r -> r.chain().getFirst()).toList()))
          .as("heads of subspace %s", subspace.id())
          .isLessThanOrEqualTo(1);
    }
  }

  /** How much more often the most frequent server occurs than the least frequent one. */
  static long spread(List<Server> servers, List<Long> occurrences) {
    Map<Long, Long> counts = new TreeMap<>();
    servers.forEach(server -> counts.put(server.id(), 0L));
    occurrences.forEach(id -> counts.merge(id, 1L, Long::sum));
    return counts.values().stream().mapToLong(Long::longValue).max().orElse(0)
        - counts.values().stream().mapToLong(Long::longValue).min().orElse(0);
  }

  /** Whether the server of that id is in that state. */
  static boolean is(CoordinatorState state, long id, ServerState expected) {
    return state.server(id).filter(server -> server.state() == expected).isPresent();
  }
}
