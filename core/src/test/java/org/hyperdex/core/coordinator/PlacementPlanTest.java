package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementPlanTest {
  @Test
  void everyRegionHasDistinctServers() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 300; round++) {
      List<Server> servers = servers(random.nextInt(1, 9), "");
      int replicas = random.nextInt(1, 6);
      List<List<Long>> chains =
          new PlacementPlan(servers, List.of()).place(random.nextInt(1, 70), replicas, true);
      assertThat(chains)
          .allSatisfy(chain -> {
            assertThat(chain).hasSize(Math.min(replicas, servers.size()));
            assertThat(chain).doesNotHaveDuplicates();
          });
    }
  }

  @Test
  void replicasAndLeadershipsOfEverySubspaceAreEven() {
    SplittableRandom random = new SplittableRandom(2);
    for (int round = 0; round < 300; round++) {
      List<Server> servers = servers(random.nextInt(1, 12), "");
      PlacementPlan plan = new PlacementPlan(servers, List.of());
      for (int subspace = 0; subspace < 6; subspace++) {
        List<List<Long>> chains =
            plan.place(random.nextInt(1, 70), random.nextInt(1, 6), random.nextInt(2) == 0);
        assertThat(Invariants.spread(servers, members(chains))).isLessThanOrEqualTo(1);
        assertThat(Invariants.spread(servers, heads(chains))).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void replicasOverAllSpacesAreEven() {
    SplittableRandom random = new SplittableRandom(3);
    for (int round = 0; round < 300; round++) {
      List<Server> servers = servers(random.nextInt(1, 12), "");
      PlacementPlan plan = new PlacementPlan(servers, List.of());
      List<Long> members = new ArrayList<>();
      for (int subspace = 0; subspace < 12; subspace++) {
        members.addAll(
            members(
                plan.place(random.nextInt(1, 40), random.nextInt(1, 6), random.nextInt(3) > 0)));
        assertThat(Invariants.spread(servers, members)).isLessThanOrEqualTo(1);
      }
    }
  }

  @Test
  void pointLeadershipsOverAllSpacesAreNearlyEven() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 300; round++) {
      List<Server> servers = servers(random.nextInt(1, 12), "");
      PlacementPlan plan = new PlacementPlan(servers, List.of());
      List<Long> leaders = new ArrayList<>();
      for (int subspace = 0; subspace < 12; subspace++) {
        boolean keySubspace = random.nextInt(3) > 0;
        List<List<Long>> chains =
            plan.place(random.nextInt(1, 40), random.nextInt(1, 6), keySubspace);
        leaders.addAll(keySubspace ? heads(chains) : List.of());
        assertThat(Invariants.spread(servers, leaders)).isLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  void manySmallSpacesUseAllServers() {
    List<Server> servers = servers(5, "");
    PlacementPlan plan = new PlacementPlan(servers, List.of());
    List<Long> leaders = new ArrayList<>();
    for (int space = 0; space < 20; space++) {
      leaders.addAll(heads(plan.place(1, 2, true)));
    }
    assertThat(Invariants.spread(servers, leaders)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"3, 2, 2", "3, 1, 3", "4, 3, 3", "2, 4, 2", "5, 2, 4"})
  void replicasAreInDistinctZonesAndEven(int zones, int serversPerZone, int replicas) {
    List<Server> servers = new ArrayList<>();
    for (int server = 0; server < zones * serversPerZone; server++) {
      servers.add(server(server + 1, "zone" + server / serversPerZone));
    }
    List<List<Long>> chains = new PlacementPlan(servers, List.of()).place(37, replicas, true);
    assertThat(chains)
        .allSatisfy(chain ->
            assertThat(chain.stream().map(id -> (id - 1) / serversPerZone))
                .doesNotHaveDuplicates());
    assertThat(Invariants.spread(servers, members(chains))).isLessThanOrEqualTo(1);
  }

  @Test
  void zonesOfUnequalSizeAreEvenWhereTheyCanBe() {
    List<Server> servers =
        List.of(
            server(1, "b"),
            server(2, "c"),
            server(3, "c"),
            server(4, "a"),
            server(5, "a"),
            server(6, "a"));
    List<List<Long>> chains = new PlacementPlan(servers, List.of()).place(60, 2, true);
    assertThat(Invariants.spread(servers, members(chains))).isLessThanOrEqualTo(1);
  }

  @Test
  void moreReplicasThanZonesStillAreOnDistinctServers() {
    List<Server> servers = servers(3, "only");
    List<List<Long>> chains = new PlacementPlan(servers, List.of()).place(10, 3, true);
    assertThat(chains).allMatch(chain -> new HashSet<>(chain).size() == 3);
  }

  @Test
  void serversWithoutLabelDoNotCountAsOneZone() {
    List<Server> servers = List.of(server(1, ""), server(2, ""), server(3, "east"));
    List<List<Long>> chains = new PlacementPlan(servers, List.of()).place(30, 2, true);
    assertThat(Invariants.spread(servers, members(chains))).isZero();
  }

  @Test
  void withoutServersChainsAreEmpty() {
    assertThat(new PlacementPlan(List.of(), List.of()).place(3, 2, true))
        .containsExactly(List.of(), List.of(), List.of());
  }

  private static List<Long> members(List<List<Long>> chains) {
    return chains.stream().flatMap(List::stream).toList();
  }

  private static List<Long> heads(List<List<Long>> chains) {
    return chains.stream().map(List::getFirst).toList();
  }

  private static List<Server> servers(int count, String zone) {
    List<Server> servers = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      servers.add(server(id, zone));
    }
    return servers;
  }

  private static Server server(long id, String zone) {
    return new Server(id, "127.0.0.1", (int) (2000 + id), ServerState.AVAILABLE, zone, 1);
  }
}
