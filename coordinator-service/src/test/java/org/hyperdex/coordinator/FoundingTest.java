package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.hyperdex.coordinator.directory.DataDirectoryException;
import org.hyperdex.coordinator.directory.Identity;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.proto.SubmitResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoundingTest {
  @TempDir Path root;

  @Test
  void anEmptyDirectoryBecomesAClusterOfOneThatTakesCommands() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      SubmitResponse added = client.addSpace("phonebook");

      assertThat(added.getError()).isEmpty();
      Configuration configuration = cluster.node(0).configuration();
      assertThat(configuration.version()).isGreaterThanOrEqualTo(added.getConfigurationVersion());
      assertThat(configuration.space("phonebook")).isPresent();
      assertThat(configuration.coordinators())
          .singleElement()
          .satisfies(node -> assertThat(node.address()).isEqualTo(cluster.node(0).address()));
    }
  }

  @Test
  void anInvalidSpaceIsRefusedWithItsPlaceAndRule() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      SubmitResponse refused = client.addSpace("phonebook key key");

      assertThat(refused.getError()).isEqualTo("INVALID_SPACE");
      assertThat(refused.getLine()).isPositive();
      assertThat(refused.getColumn()).isPositive();
      assertThat(refused.getRule()).isNotEmpty();
    }
  }

  @Test
  void statusSaysWhoTheNodeIsAndThatItIsReady() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      StatusResponse status =
          client.at(cluster.node(0).address()).status(StatusRequest.getDefaultInstance());

      Identity identity = cluster.node(0).identity();
      assertThat(status.getClusterId()).isEqualTo(identity.clusterId());
      assertThat(status.getNodeId()).isEqualTo(identity.nodeId());
      assertThat(status.getReady()).isTrue();
      assertThat(status.getLeader()).isTrue();
      assertThat(status.getLeaderAddress()).isEqualTo(cluster.node(0).address());
      assertThat(status.getCoordinatorsList()).hasSize(1);
    }
  }

  @Test
  void aRestartKeepsEverything() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      client.addSpace("phonebook");
      client.setReadOnly(true);
      var before = cluster.node(0).state();
      cluster.stop(0);

      assertThat(cluster.start(0).state()).isEqualTo(before);
    }
  }

  @Test
  void aRepeatedCommandIsAnsweredAsBeforeEvenAfterARestart() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient first = new TestClient(cluster.addresses());
        TestClient again = new TestClient(cluster.addresses())) {
      SubmitResponse added = first.addSpace("phonebook");
      cluster.stop(0);
      cluster.start(0);

      assertThat(again.addSpace("phonebook")).isEqualTo(added);
      assertThat(cluster.node(0).configuration().spaces()).hasSize(1);
    }
  }

  @Test
  void aSecondNodeOnTheSameDirectoryIsRefused() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1)) {
      int[] ports = TestCluster.freePorts(2);
      CoordinatorOptions same = cluster.options(0).withPorts(ports[0], ports[1]);

      assertThatThrownBy(() -> CoordinatorNode.start(same))
          .isInstanceOf(DataDirectoryException.class)
          .hasMessageContaining("in use by another coordinator");
    }
  }

  @Test
  void aPortThatIsTakenIsNamedAndTheDirectoryIsFreeAgain() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1)) {
      int[] ports = TestCluster.freePorts(2);
      CoordinatorOptions taken =
          CoordinatorOptions.of(root.resolve("other"), cluster.options(0).port())
              .withPorts(cluster.options(0).port(), ports[1]);

      assertThatThrownBy(() -> CoordinatorNode.start(taken))
          .isInstanceOf(CoordinatorStartException.class)
          .hasMessageContaining(cluster.options(0).address());

      try (CoordinatorNode free = CoordinatorNode.start(taken.withPorts(ports[0], ports[1]))) {
        TestCluster.awaitReady(free);
      }
    }
  }

  @Test
  void aNodeThatWasAMemberDoesNotStartWithoutItsLog() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1)) {
      cluster.stop(0);
      deleteLog(root.resolve("node0").resolve("raft"));

      assertThatThrownBy(() -> CoordinatorNode.start(cluster.options(0)))
          .isInstanceOf(CoordinatorStartException.class)
          .hasMessageContaining("the log of this coordinator is gone");
    }
  }

  private static void deleteLog(Path directory) throws java.io.IOException {
    List<Path> files;
    try (var walk = java.nio.file.Files.walk(directory)) {
      files = walk.sorted(java.util.Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      java.nio.file.Files.delete(file);
    }
  }
}
