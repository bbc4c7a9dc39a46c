package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Recovery;
import org.hyperdex.transport.proto.ServerKill;
import org.hyperdex.transport.proto.ServerOffline;
import org.hyperdex.transport.proto.SetFaultTolerance;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.SubmitRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What three coordinators do about servers that fail. */
class RecoveryTest {
  private static final RecoveryOptions LONG_LEASE =
      RecoveryOptions.DEFAULT.withLease(Duration.ofSeconds(10), Duration.ofMillis(100));
  private static final RecoveryOptions SHORT_LEASE =
      RecoveryOptions.DEFAULT.withLease(Duration.ofMillis(500), Duration.ofMillis(100));

  @TempDir Path root;

  @Test
  void aProcessThatDiesIsFoundOutAtOnceAndJoinsAgainWhenItReturns() throws Exception {
    try (TestCluster cluster = cluster(LONG_LEASE);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client);
        FakeServer two = FakeServer.start(2, cluster, client)) {
      client.addSpace("kv");
      await().atMost(TestCluster.PATIENCE).until(() -> two.leaseMillis() > 0);

      two.kill();

      awaitRegions(cluster, region -> region.chain().equals(List.of(one.id())));
      try (FakeServer again = two.again(client)) {
        awaitRegions(cluster, region -> region.chain().size() == 2 && noJoiner(region));
        Recovery recovery = onlyRecovery(cluster);
        assertThat(recovery.server()).isEqualTo(again.id());
        assertThat(recovery.steps().getFirst().reason()).isEqualTo(Recovery.Reason.PORT_REFUSED);
        assertThat(recovery.phase()).isEqualTo(Recovery.Phase.STEADY);
        assertThat(
                client
                    .at(cluster.node(cluster.leader()).address())
                    .status(StatusRequest.getDefaultInstance())
                    .getRecoveries(0)
                    .getStepsList())
            .hasSameSizeAs(recovery.steps());
      }
    }
  }

  @Test
  void aServerThatIsSilentIsReplacedAfterItsLeaseAndTheDelay() throws Exception {
    RecoveryOptions options = SHORT_LEASE.withReplacementDelay(Duration.ofMillis(300));
    try (TestCluster cluster = cluster(options);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client);
        FakeServer two = FakeServer.start(2, cluster, client)) {
      client.addSpace("kv");
      try (FakeServer three = FakeServer.start(3, cluster, client)) {
        two.freeze();

        awaitRegions(
            cluster,
            region ->
                Set.copyOf(region.chain()).equals(Set.of(one.id(), three.id()))
                    && noJoiner(region));
        Recovery recovery = onlyRecovery(cluster);
        assertThat(recovery.steps().getFirst().reason()).isEqualTo(Recovery.Reason.LEASE_EXPIRED);
        assertThat(configuration(cluster).server(2).orElseThrow().state())
            .isEqualTo(ServerState.UNAVAILABLE);
      }
    }
  }

  @Test
  void aServerThatItsNeighboursCannotReachIsTakenOutAndStaysOutUntilTheyCan() throws Exception {
    RecoveryOptions options = SHORT_LEASE.withReplacementDelay(Duration.ofMillis(300));
    try (TestCluster cluster = cluster(options);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client);
        FakeServer two = FakeServer.start(2, cluster, client);
        FakeServer three = FakeServer.start(3, cluster, client)) {
      client.addSpace("kv");
      tolerate(client, 2);
      awaitRegions(cluster, region -> region.chain().size() == 3 && noJoiner(region));

      one.cannotReach(two.id());
      three.cannotReach(two.id());

      awaitRegions(cluster, region -> Set.copyOf(region.chain()).equals(Set.of(1L, 3L)));
      assertThat(onlyRecovery(cluster).steps().getFirst().reason())
          .isEqualTo(Recovery.Reason.NEIGHBOURS_CUT_OFF);
      two.kill();
      try (FakeServer again = two.again(client)) {
        await()
            .during(Duration.ofSeconds(1))
            .atMost(TestCluster.PATIENCE)
            .until(() ->
                regions(cluster).stream()
                    .noneMatch(region ->
                        region.isJoinedBy(again.id()) || region.chain().contains(again.id())));
        one.cannotReach();
        three.cannotReach();
        awaitRegions(cluster, region -> region.chain().size() == 3 && noJoiner(region));
      }
    }
  }

  @Test
  void aLiveServerThatAnOperatorTakesOutKeepsItsPlaceUntilItHasNoLease() throws Exception {
    try (TestCluster cluster = cluster(SHORT_LEASE);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client);
        FakeServer two = FakeServer.start(2, cluster, client);
        FakeServer three = FakeServer.start(3, cluster, client)) {
      client.addSpace("kv");
      awaitRegions(cluster, region -> region.chain().size() == 2 && noJoiner(region));
      for (FakeServer leaving : List.of(two, three)) {
        await().atMost(TestCluster.PATIENCE).until(() -> leaving.leaseMillis() > 0);
        Thread operator = Thread.ofVirtual().start(() -> takeOut(client, leaving, two));

        await().atMost(TestCluster.PATIENCE).until(() -> leaving.leaseMillis() == 0);
        assertThat(configuration(cluster).server(leaving.id()).orElseThrow().state())
            .as("it has had leases until now")
            .isEqualTo(ServerState.AVAILABLE);
        operator.join();
        assertThat(leaving.leaseMillis()).isZero();
        awaitRegions(cluster, region -> !region.chain().contains(leaving.id()));
      }
      assertThat(configuration(cluster).server(2).orElseThrow().state())
          .isEqualTo(ServerState.KILLED);
      assertThat(configuration(cluster).server(3).orElseThrow().state())
          .isEqualTo(ServerState.UNAVAILABLE);
      awaitRegions(cluster, region -> region.chain().equals(List.of(one.id())));
    }
  }

  private static void takeOut(TestClient client, FakeServer server, FakeServer killed) {
    SubmitRequest.Builder command =
        server == killed
            ? SubmitRequest.newBuilder().setServerKill(ServerKill.newBuilder().setId(server.id()))
            : SubmitRequest.newBuilder()
                .setServerOffline(ServerOffline.newBuilder().setId(server.id()));
    assertThat(client.submit(command).getError()).isEmpty();
  }

  @Test
  void aChangeOfLeadersLosesNobodyAndEndsNoRepair() throws Exception {
    try (TestCluster cluster = cluster(SHORT_LEASE);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client).neverReady();
        FakeServer two = FakeServer.start(2, cluster, client)) {
      client.addSpace("kv");
      two.kill();
      awaitRegions(cluster, region -> region.chain().equals(List.of(one.id())));
      try (FakeServer again = two.again(client)) {
        awaitRegions(cluster, region -> region.isJoinedBy(again.id()));

        cluster.stop(cluster.leader());

        await()
            .during(Duration.ofSeconds(1))
            .atMost(TestCluster.PATIENCE)
            .until(() ->
                configuration(cluster).servers().stream()
                    .allMatch(server -> server.state() == ServerState.AVAILABLE));
        awaitRegions(cluster, region -> region.isJoinedBy(again.id()));
      }
    }
  }

  @Test
  void aSpaceGrowsAndShrinksAndWhoLeavesHasNoLease() throws Exception {
    try (TestCluster cluster = cluster(SHORT_LEASE);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client);
        FakeServer two = FakeServer.start(2, cluster, client);
        FakeServer three = FakeServer.start(3, cluster, client)) {
      client.addSpace("kv");
      tolerate(client, 2);
      awaitRegions(cluster, region -> region.chain().size() == 3 && noJoiner(region));

      tolerate(client, 0);

      await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> List.of(one, two, three).stream().anyMatch(s -> s.leaseMillis() == 0));
      awaitRegions(cluster, region -> region.chain().size() == 1);
      await()
          .atMost(TestCluster.PATIENCE)
          .until(() -> List.of(one, two, three).stream().allMatch(s -> s.leaseMillis() > 0));
    }
  }

  @Test
  void aServerThatComesTakesItsShareOfRegionsAndWhoLeavesThemHasNoLease() throws Exception {
    try (TestCluster cluster = cluster(SHORT_LEASE);
        TestClient client = new TestClient(cluster.addresses());
        FakeServer one = FakeServer.start(1, cluster, client);
        FakeServer two = FakeServer.start(2, cluster, client)) {
      client.addSpace("kv");
      awaitRegions(cluster, region -> region.chain().size() == 2);
      try (FakeServer three = FakeServer.start(3, cluster, client)) {
        await()
            .atMost(TestCluster.PATIENCE)
            .until(() ->
                List.of(one, two, three).stream()
                    .allMatch(server ->
                        Math.abs(shareOf(cluster, server.id()) - regions(cluster).size() * 2 / 3)
                            <= 1));
        awaitRegions(cluster, region -> region.chain().size() == 2 && noJoiner(region));
      }
    }
  }

  private static int shareOf(TestCluster cluster, long server) {
    return (int)
        regions(cluster).stream().filter(region -> region.chain().contains(server)).count();
  }

  private TestCluster cluster(RecoveryOptions options) throws InterruptedException {
    return new TestCluster(root, node -> node.withRecovery(options)).grownTo(3);
  }

  private static void tolerate(TestClient client, int failures) {
    assertThat(
            client
                .submit(
                    SubmitRequest.newBuilder()
                        .setSetFaultTolerance(
                            SetFaultTolerance.newBuilder()
                                .setSpace("kv")
                                .setFaultTolerance(failures)))
                .getError())
        .isEmpty();
  }

  private static void awaitRegions(TestCluster cluster, Predicate<Region> each) {
    await()
        .pollInterval(Duration.ofMillis(10))
        .atMost(TestCluster.PATIENCE)
        .until(() -> regions(cluster).stream().allMatch(each));
  }

  private static List<Region> regions(TestCluster cluster) {
    return cluster.node(cluster.leader()).state().coordinator().regions();
  }

  private static Configuration configuration(TestCluster cluster) {
    return cluster.node(cluster.leader()).configuration();
  }

  private static Recovery onlyRecovery(TestCluster cluster) {
    List<Recovery> recoveries =
        cluster.node(cluster.leader()).state().coordinator().repair().recoveries();
    assertThat(recoveries).hasSize(1);
    return recoveries.getFirst();
  }

  private static boolean noJoiner(Region region) {
    return region.joiner().isEmpty();
  }
}
