package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  private static final long MILLI = 1_000_000;
  private static final long PATIENCE = 1000;
  private static final long PROBATION = 5000;

  private final Neighbours neighbours = new Neighbours(PATIENCE * MILLI, PROBATION * MILLI);
  private CoordinatorState state = CoordinatorState.INITIAL;

  @BeforeEach
  void fourServersWithPlacesAndOneWithout() {
    apply(new Command.Found(0, 0, "cluster"));
    LongStream.rangeClosed(1, 4).forEach(id -> online(id, id));
    apply(new Command.AddSpace(0, 0, "space s key k create 4 partitions tolerate 3 failures"));
    online(5, 5);
  }

  @Test
  void nobodyIsDrivenOutBeforeAComplaintHasBeenUpheldForAWhile() {
    say(0, 1, 2L);
    say(900, 1, 2L);
    assertThat(suspects(999)).isEmpty();
    assertThat(suspects(1000)).hasSize(1);
  }

  @Test
  void aComplaintThatIsTakenBackCountsNoMore() {
    say(0, 1, 2L);
    say(500, 1);
    say(600, 1, 2L);
    assertThat(suspects(1100)).isEmpty();
    assertThat(suspects(1600)).hasSize(1);
  }

  @Test
  void whoHasTroubleWithMostOthersGoes() {
    say(0, 2, 1L);
    say(0, 3, 1L);
    assertThat(suspects(1000)).containsExactly(1L);
  }

  @Test
  void whoComplainsOfEverybodyIsTheOneWhoIsCutOff() {
    say(0, 3, 1L, 2L, 4L);
    assertThat(suspects(1000)).containsExactly(3L);
  }

  @Test
  void ofTwoTheOneGoesWhomTheOtherCannotReach() {
    say(0, 4, 2L);
    assertThat(suspects(1000)).containsExactly(2L);
  }

  @Test
  void ofTwoHalvesOneRemains() {
    say(0, 1, 3L, 4L);
    say(0, 2, 3L, 4L);
    say(0, 3, 1L, 2L);
    say(0, 4, 1L, 2L);
    assertThat(suspects(1000)).containsExactly(3L, 4L);
  }

  @Test
  void whoHasNoPlaceInARegionHoldsUpNobody() {
    say(0, 5, 1L, 2L, 3L, 4L);
    assertThat(suspects(1000)).isEmpty();
  }

  @Test
  void whoIsInTroubleJoinsNoChainUntilItHasBeenFreeOfComplaintsForAWhile() {
    say(0, 1, 5L);
    say(0, 2, 5L);
    suspects(10);
    assertThat(probation(10)).containsExactly(5L);
    say(2000, 1);
    say(2000, 2);
    suspects(2000);
    assertThat(probation(5000)).containsExactly(5L);
    assertThat(probation(5011)).isEmpty();
  }

  @Test
  void whatWasSaidOfAnotherProcessIsForgotten() {
    say(0, 1, 2L);
    apply(new Command.ServerLost(0, 0, 2, 1));
    online(2, 77);
    assertThat(suspects(1000)).isEmpty();
  }

  @Test
  void anotherTimeAsLeaderBeginsWithNothing() {
    say(0, 1, 2L);
    suspects(1000);
    neighbours.becameLeader();
    assertThat(suspects(1000)).isEmpty();
    assertThat(probation(1000)).isEmpty();
  }

  private void say(long millis, long server, Long... unreachable) {
    neighbours.watch(state.availableServers());
    neighbours.heard(server, List.of(unreachable), millis * MILLI);
  }

  private Set<Long> suspects(long millis) {
    neighbours.watch(state.availableServers());
    return neighbours.suspects(state, millis * MILLI);
  }

  private Set<Long> probation(long millis) {
    return neighbours.onProbation(millis * MILLI);
  }

  private void online(long id, long start) {
    apply(new Command.ServerOnline(0, 0, id, "host" + id, 2012, "", start));
    neighbours.watch(state.availableServers());
  }

  private void apply(Command command) {
    state = Evolution.evolve(state, Coordinator.decide(state, command, 1).events());
  }
}
