package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.proto.JoinRequest;
import org.hyperdex.transport.proto.JoinResponse;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MembershipTest {
  @TempDir Path root;

  @Test
  void nodesJoinOnlineAndHaveTheState() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");

      cluster.grownTo(5);

      cluster.awaitEqualStates();
      Configuration configuration = cluster.node(4).configuration();
      assertThat(configuration.space("phonebook")).isPresent();
      assertThat(configuration.coordinators())
          .extracting(org.hyperdex.core.cluster.Coordinator::address)
          .containsExactlyInAnyOrderElementsOf(cluster.addresses());
    }
  }

  @Test
  void aNodeMayStartBeforeTheClusterItJoins() throws Exception {
    int[] ports = TestCluster.freePorts(4);
    CoordinatorOptions founder =
        CoordinatorOptions.of(root.resolve("founder"), ports[0]).withPorts(ports[0], ports[1]);
    CoordinatorOptions early =
        CoordinatorOptions.of(root.resolve("early"), ports[2])
            .withPorts(ports[2], ports[3])
            .withConnect(List.of(founder.address()));
    var joining = new java.util.concurrent.FutureTask<>(() -> CoordinatorNode.start(early));
    Thread.ofPlatform().start(joining);

    try (CoordinatorNode first = CoordinatorNode.start(founder);
        CoordinatorNode second = joining.get()) {
      TestCluster.awaitReady(first);
      TestCluster.awaitReady(second);
      assertThat(second.identity().clusterId()).isEqualTo(first.identity().clusterId());
    }
  }

  @Test
  void aNodeJoinsByASnapshotAfterTheLogWasDropped() throws Exception {
    try (TestCluster cluster =
            new TestCluster(root, options -> options.withSnapshots(5, 1024)).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");
      for (int i = 0; i < 60; i++) {
        client.setReadOnly(i % 2 == 0);
      }
      assertThat(firstLogIndex(root.resolve("node0"))).as("first index in the log").isPositive();

      cluster.add();

      cluster.awaitEqualStates();
      assertThat(cluster.node(1).configuration().space("phonebook")).isPresent();
    }
  }

  private static long firstLogIndex(Path data) throws java.io.IOException {
    try (var files = java.nio.file.Files.walk(data.resolve("raft"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("log_(inprogress_)?\\d+(-\\d+)?"))
          .mapToLong(name -> Long.parseLong(name.replaceAll("log_(inprogress_)?(\\d+).*", "$2")))
          .min()
          .orElseThrow();
    }
  }

  @Test
  void aRemovedFollowerEndsAndTheOthersGoOn() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      CoordinatorNode removed = cluster.node(cluster.follower());

      assertThat(client.removeCoordinator(removed.identity().nodeId()).getError()).isEmpty();

      await()
          .atMost(TestCluster.PATIENCE)
          .untilAsserted(() ->
              assertThat(removed.ended()).isCompletedWithValueMatching(ending -> !ending.failed()));
      assertThat(client.addSpace("phonebook").getError()).isEmpty();
    }
  }

  @Test
  void aRemovedLeaderEndsAndTheOthersGoOn() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      CoordinatorNode removed = cluster.node(cluster.leader());

      assertThat(client.removeCoordinator(removed.identity().nodeId()).getError()).isEmpty();

      await()
          .atMost(TestCluster.PATIENCE)
          .untilAsserted(() ->
              assertThat(removed.ended()).isCompletedWithValueMatching(ending -> !ending.failed()));
      assertThat(client.addSpace("phonebook").getError()).isEmpty();
    }
  }

  @Test
  void theLastNodeCannotBeRemoved() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      String id = cluster.node(0).identity().nodeId();

      assertThat(client.removeCoordinator(id).getError()).isEqualTo("REFUSED");
      assertThat(client.addSpace("phonebook").getError()).isEmpty();
    }
  }

  @Test
  void anUnreachableNewcomerHoldsUpNobody() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      int[] ports = TestCluster.freePorts(2);
      JoinResponse welcome =
          client
              .at(cluster.node(0).address())
              .join(
                  JoinRequest.newBuilder()
                      .setNodeId("nobody")
                      .setHost("127.0.0.1")
                      .setPort(ports[0])
                      .setRaftPort(ports[1])
                      .build());
      assertThat(welcome.getError()).isEmpty();

      StatusResponse status =
          client.at(cluster.node(0).address()).status(StatusRequest.getDefaultInstance());
      assertThat(status.getCoordinatorsList())
          .extracting(org.hyperdex.transport.proto.CoordinatorNode::getId)
          .containsExactly(cluster.node(0).identity().nodeId());
      assertThat(status.getJoiningList())
          .extracting(org.hyperdex.transport.proto.CoordinatorNode::getId)
          .containsExactly("nobody");

      cluster.add();

      assertThat(client.addSpace("phonebook").getError()).isEmpty();
    }
  }

  @Test
  void aNodeOfAnotherClusterIsRefused() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      JoinResponse refused =
          client
              .at(cluster.node(0).address())
              .join(JoinRequest.newBuilder().setClusterId("another").setNodeId("x").build());

      assertThat(refused.getError()).isEqualTo("REFUSED");
      assertThat(refused.getDetail()).contains("another");
    }
  }

  @Test
  void aNodeRejoinsUnderANewAddress() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      int moving = cluster.follower();
      cluster.stop(moving);
      int[] ports = TestCluster.freePorts(2);
      cluster.options(moving, cluster.options(moving).withPorts(ports[0], ports[1]));

      CoordinatorNode moved = cluster.start(moving);

      cluster.awaitEqualStates();
      assertThat(client.addSpace("phonebook").getError()).isEmpty();
      assertThat(cluster.node(cluster.leader()).configuration().coordinators())
          .extracting(org.hyperdex.core.cluster.Coordinator::address)
          .containsExactlyInAnyOrderElementsOf(cluster.addresses())
          .contains(moved.address());
    }
  }

  @Test
  void aLoneNodeRestartsUnderANewAddressAndOthersJoinItThere() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1)) {
      cluster.stop(0);
      int[] ports = TestCluster.freePorts(2);
      cluster.options(0, cluster.options(0).withPorts(ports[0], ports[1]));
      cluster.start(0);

      cluster.grownTo(3);

      cluster.awaitEqualStates();
      assertThat(cluster.node(2).configuration().coordinators())
          .extracting(org.hyperdex.core.cluster.Coordinator::address)
          .containsExactlyInAnyOrderElementsOf(cluster.addresses());
    }
  }
}
