package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.junit.jupiter.api.Test;

/** Several moves at the same time lead where one after the other would. */
class BalanceTest {
  private static final Repair.Policy POLICY = new Repair.Policy(5000, 8);
  private static final long NOW_MILLIS = 1_000_000;

  private CoordinatorState state = CoordinatorState.INITIAL;

  /**
   * All servers have as many replicas as they should, and server 2 leads too little. So servers 3
   * and 1 join three regions whose heads shall leave; until they have, 3 has more replicas than
   * anybody.
   */
  @Test
  void whoJoinsSeveralRegionsDoesNotLeaveThemAgain() {
    apply(new Command.Found(0, 0, "c1"));
    for (int id : List.of(3, 1, 2, 4)) {
      online(id);
    }
    apply(new Command.AddSpace(0, 0, "space two key k create 12 partitions tolerate 1 failure"));
    apply(new Command.AddSpace(0, 0, "space one key k create 6 partitions tolerate 0 failures"));
    chains(
        List.of(
            List.of(3L, 2L),
            List.of(1L, 2L),
            List.of(3L, 2L),
            List.of(4L, 2L),
            List.of(2L, 1L),
            List.of(4L, 2L),
            List.of(3L, 4L),
            List.of(4L, 3L),
            List.of(3L, 1L),
            List.of(1L, 4L),
            List.of(1L, 2L),
            List.of(1L, 4L),
            List.of(4L),
            List.of(3L),
            List.of(2L),
            List.of(1L),
            List.of(4L),
            List.of(3L)));
    assertThat(Balance.due(state, POLICY)).as("moves at the same time").hasSizeGreaterThan(1);
    List<Long> before = leaderships();

    int steps = 0;
    while (step()) {
      steps++;
      assertThat(steps).as("moves come to an end").isLessThan(50);
    }

    assertThat(Surplus.due(state)).isEmpty();
    assertThat(spread(leaderships())).isLessThan(spread(before));
  }

  /** Each departure takes a lease's time, so it counts how many there are one after the other. */
  @Test
  void eachServerLeavesItsPlacesAtOnce() {
    apply(new Command.Found(0, 0, "c1"));
    for (int id : List.of(1, 2, 3)) {
      online(id);
    }
    apply(new Command.AddSpace(0, 0, "space s key k create 16 partitions tolerate 2 failures"));
    online(4);
    apply(new Command.AssignJoiners(0, 0, POLICY));
    List<Command.Place> joiners = LeaderDuties.joiners(state);
    assertThat(joiners).hasSize(8);
    apply(new Command.JoinersReady(0, 0, joiners));

    int departures = 0;
    while (!Surplus.due(state).isEmpty()) {
      apply(LeaderDuties.retire(state));
      departures++;
    }

    assertThat(departures).as("the three others leave eight places").isEqualTo(3);
  }

  private void online(int id) {
    apply(new Command.ServerOnline(0, 0, id, "127.0.0.1", 2000 + id, "", 1_000_000 + id));
  }

  /** One round of all that a leader does; one server at a time leaves places. */
  private boolean step() {
    long before = state.version();
    apply(new Command.AssignJoiners(0, 0, POLICY));
    apply(new Command.JoinersReady(0, 0, LeaderDuties.joiners(state)));
    apply(LeaderDuties.retire(state));
    return state.version() != before;
  }

  private List<Long> leaderships() {
    return state.availableServers().stream()
        .map(server ->
            state.regions().stream()
                .filter(region -> region.head().orElseThrow() == server.id())
                .count())
        .toList();
  }

  private static long spread(List<Long> counts) {
    return counts.stream().mapToLong(count -> count).summaryStatistics().getMax()
        - counts.stream().mapToLong(count -> count).summaryStatistics().getMin();
  }

  private void apply(Command command) {
    state = Invariants.apply(state, command, NOW_MILLIS).state();
  }

  /** Gives the regions, in their order, other chains. */
  private void chains(List<List<Long>> chains) {
    Iterator<List<Long>> next = chains.iterator();
    List<Space> spaces = new ArrayList<>();
    for (Space space : state.spaces()) {
      List<Subspace> subspaces = new ArrayList<>();
      for (Subspace subspace : space.subspaces()) {
        subspaces.add(
            subspace.withRegions(
                subspace.regions().stream().map(region -> region.withChain(next.next())).toList()));
      }
      spaces.add(space.withSubspaces(subspaces));
    }
    assertThat(next).isExhausted();
    state = state.withSpaces(spaces, state.nextId());
  }
}
