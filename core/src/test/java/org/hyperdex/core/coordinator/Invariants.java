package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.schema.SpaceParser;

/** What must be true of the coordinator whatever it is asked. Fails with an assertion error. */
final class Invariants {
  private Invariants() {}

  /** Decides and applies {@code command}, checking on the way; returns what came of it. */
  static Outcome apply(CoordinatorState before, Command command, long nowMillis) {
    Decision decision = Coordinator.decide(before, command, nowMillis);
    assertThat(Coordinator.decide(before, command, nowMillis))
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
    regionsOnlyMoveForward(before, event, after);
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

  private static void regionsOnlyMoveForward(
      CoordinatorState before, Event event, CoordinatorState after) {
    for (Space space : before.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region old : subspace.regions()) {
          after
              .configuration()
              .region(old.id())
              .ifPresentOrElse(
                  reference -> regionMovesForward(before, old, reference.region()),
                  () ->
                      assertThat(event)
                          .isInstanceOfAny(Event.SpaceRemoved.class, Event.ServerGivenUp.class));
        }
      }
    }
  }

  private static void regionMovesForward(CoordinatorState before, Region old, Region now) {
    assertThat(now.lower()).isEqualTo(old.lower());
    assertThat(now.upper()).isEqualTo(old.upper());
    boolean same = old.chain().equals(now.chain()) && old.joiner().equals(now.joiner());
    assertThat(now.epoch() - old.epoch())
        .as("the epoch after %s became %s", old, now)
        .isBetween(same ? 0L : 1L, 1L);
    if (!old.chain().isEmpty()) {
      assertThat(now.chain()).as("a chain never loses its last member").isNotEmpty();
      List<Long> stayed = old.chain().stream().filter(now.chain()::contains).toList();
      assertThat(stayed).as("somebody who has the objects stays in %s", now).isNotEmpty();
      assertThat(now.chain().subList(0, stayed.size()))
          .as("nobody is put before those that were there")
          .isEqualTo(stayed);
      List<Long> joined = now.chain().subList(stayed.size(), now.chain().size());
      assertThat(joined)
          .as("only the joiner of %s joins", old)
          .isEqualTo(joined.isEmpty() ? List.of() : List.of(old.joiner().orElseThrow()));
      boolean someoneIsThere = old.chain().stream().anyMatch(member -> isAvailable(before, member));
      if (someoneIsThere) {
        assertThat(stayed)
            .as("a live member stays while there is one")
            .anyMatch(member -> isAvailable(before, member));
      }
    }
  }

  private static boolean isAvailable(CoordinatorState state, long server) {
    return is(state, server, ServerState.AVAILABLE);
  }

  private static void isConsistent(CoordinatorState state) {
    List<Long> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Space space : state.spaces()) {
      ids.add(space.id());
      names.add(space.name());
      space.indices().forEach(index -> ids.add(index.id()));
      assertThat(SpaceParser.parse(space.description()).indices())
          .as("indices in the description of %s", space.name())
          .containsExactlyInAnyOrderElementsOf(
              space.indices().stream()
                  .filter(index -> index.path().isEmpty())
                  .map(Index::attribute)
                  .toList());
      for (Subspace subspace : space.subspaces()) {
        ids.add(subspace.id());
        for (Region region : subspace.regions()) {
          ids.add(region.id());
          assertThat(region.chain()).doesNotHaveDuplicates();
          assertThat(region.chain()).allMatch(member -> state.server(member).isPresent());
          region
              .joiner()
              .ifPresent(joiner -> assertThat(region.chain()).doesNotContain(joiner).isNotEmpty());
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
    chainsAndJoinersAreOfThoseWhoAreThere(after);
    assertThat(after.repair().formers().byRegion().keySet())
        .allMatch(region -> after.configuration().region(region).isPresent());
    for (Space space : after.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        isPlacedEvenly(before.configuration(), space, subspace, after);
      }
    }
  }

  /** A member that is away is only waited for if there is nobody else. */
  private static void chainsAndJoinersAreOfThoseWhoAreThere(CoordinatorState state) {
    for (Region region : state.regions()) {
      long there = region.chain().stream().filter(member -> isAvailable(state, member)).count();
      assertThat(there).as("live members of %s", region).isIn(0L, (long) region.chain().size());
      region.joiner().ifPresent(joiner -> assertThat(isAvailable(state, joiner)).isTrue());
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
