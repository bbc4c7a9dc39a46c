package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.schema.SpaceDescription;
import org.hyperdex.core.schema.SpaceParser;
import org.junit.jupiter.api.Test;

class StabilityTest {
  private static final long VERSION = 9;
  private static final Map<Long, Stability.Report> GOOD =
      Map.of(
          1L, new Stability.Report(1, VERSION, true), 2L, new Stability.Report(1, VERSION, true));

  @Test
  void isStableWhenNothingIsMissing() {
    Stability stability = judge(ServerState.AVAILABLE, List.of(1L, 2L), OptionalLong.empty(), GOOD);
    assertThat(stability.stable()).isTrue();
    assertThat(stability.text()).isEmpty();
  }

  @Test
  void aNewerConfigurationThanTheOneJudgedWillDo() {
    Map<Long, Stability.Report> ahead =
        Map.of(1L, new Stability.Report(1, VERSION + 1, true), 2L, GOOD.get(2L));
    assertThat(judge(ServerState.AVAILABLE, List.of(1L, 2L), OptionalLong.empty(), ahead).stable())
        .isTrue();
  }

  @Test
  void theReportOfAnOldProcessDoesNotCount() {
    Map<Long, Stability.Report> old =
        Map.of(1L, GOOD.get(1L), 2L, new Stability.Report(0, VERSION, true));
    assertThat(judge(ServerState.AVAILABLE, List.of(1L, 2L), OptionalLong.empty(), old).text())
        .isEqualTo("server 2 has not reported yet");
  }

  @Test
  void waitsForMembersThatAreAway() {
    assertThat(judge(ServerState.UNAVAILABLE, List.of(1L, 2L), OptionalLong.empty(), GOOD).text())
        .isEqualTo("region 4 of space kv waits for server 2");
  }

  @Test
  void doesNotAskForMoreReplicasThanThereAreServers() {
    assertThat(judge(ServerState.SHUTDOWN, List.of(1L), OptionalLong.empty(), GOOD).stable())
        .isTrue();
    assertThat(judge(ServerState.AVAILABLE, List.of(1L), OptionalLong.empty(), GOOD).text())
        .isEqualTo("region 4 of space kv has 1 of 2 replicas");
  }

  @Test
  void waitsUntilWhoIsNotNeededHasLeft() {
    assertThat(judge(ServerState.AVAILABLE, List.of(1L, 2L, 3L), OptionalLong.empty(), GOOD).text())
        .contains("region 4 of space kv has 3 replicas, more than 2");
  }

  @Test
  void waitsForTheEndOfACopy() {
    assertThat(judge(ServerState.AVAILABLE, List.of(1L, 2L), OptionalLong.of(3), GOOD).text())
        .isEqualTo("region 4 of space kv is being copied to server 3");
  }

  @Test
  void tellsOnlySoMuch() {
    CoordinatorState state =
        Evolution.evolve(
            CoordinatorState.INITIAL,
            Coordinator.decide(CoordinatorState.INITIAL, new Command.Found(0, 0, "c1")).events());
    state =
        Evolution.evolve(
            state,
            Coordinator.decide(
                    state, new Command.AddSpace(0, 0, "space kv key k create 30 partitions"))
                .events());
    Stability stability = Stability.of(state.configuration(), Map.of());
    assertThat(stability.missing()).hasSize(Stability.SENTENCES);
    assertThat(stability.missing().getLast()).isEqualTo("and 21 more");
  }

  /** Two servers, the second one in that state, and one region with that chain. */
  private static Stability judge(
      ServerState second,
      List<Long> chain,
      OptionalLong joiner,
      Map<Long, Stability.Report> reports) {
    SpaceDescription description = SpaceParser.parse("space kv key k create 1 partitions");
    Region region = new Region(4, 1, List.of(0L), List.of(-1L), chain, joiner);
    Space space =
        new Space(
            2,
            "kv",
            description.schema(),
            1,
            1,
            "",
            List.of(new Subspace(3, List.of(0), List.of(1), List.of(region))),
            List.of());
    List<Server> servers =
        List.of(
            new Server(1, "127.0.0.1", 2001, ServerState.AVAILABLE, "", 1),
            new Server(2, "127.0.0.1", 2002, second, "", 1));
    return Stability.of(
        new Configuration("c1", VERSION, false, List.of(), servers, List.of(space)), reports);
  }
}
