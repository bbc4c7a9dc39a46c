package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.transport.proto.ConfigurationUpdate;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.FollowRequest;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.SubmitResponse;
import org.hyperdex.transport.proto.WaitUntilStableResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
  private static final RecoveryOptions LEASE_OF_HALF_A_SECOND =
      RecoveryOptions.DEFAULT
          .withLease(Duration.ofMillis(500), Duration.ofMillis(100))
          .withRefusedPortIsLoss(false);

  @TempDir Path root;

  @Test
  void aFollowerNodeServesTheNewestConfigurationAndEachNewOne() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      cluster.awaitEqualStates();
      CoordinatorNode follower = cluster.node(cluster.follower());
      long known = follower.configuration().version();
      Iterator<ConfigurationUpdate> updates =
          client
              .at(follower.address())
              .follow(FollowRequest.newBuilder().setKnownVersion(known - 1).build());

      assertThat(updates.next().getConfiguration().getVersion()).isEqualTo(known);
      long added = client.addSpace("phonebook").getConfigurationVersion();
      assertThat(updates.next().getConfiguration().getVersion()).isEqualTo(added);
    }
  }

  @Test
  void aFollowerOfAnotherClusterIsRefused() throws Exception {
    try (TestCluster cluster = new TestCluster(root).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      Iterator<ConfigurationUpdate> updates =
          client
              .at(cluster.node(0).address())
              .follow(FollowRequest.newBuilder().setClusterId("another").build());

      assertThatThrownBy(updates::hasNext)
          .isInstanceOf(StatusRuntimeException.class)
          .hasMessageContaining("FAILED_PRECONDITION");
    }
  }

  @Test
  void heartbeatsGetALeaseAndTheirEndMakesAServerUnavailable() throws Exception {
    try (TestCluster cluster =
            new TestCluster(root, options -> options.withRecovery(LEASE_OF_HALF_A_SECOND))
                .grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      SubmitResponse online = client.serverOnline(11, 2012, 1);
      Beating beating = new Beating(client, cluster.node(0).address());
      beating.beat(11, online.getIncarnation(), online.getConfigurationVersion());

      HeartbeatAnswer answer = beating.answer();
      assertThat(answer.getLeader()).isTrue();
      assertThat(answer.getLeaseMillis()).isEqualTo(500);

      await()
          .atMost(TestCluster.PATIENCE)
          .until(() ->
              cluster.node(0).configuration().server(11).orElseThrow().state()
                  == ServerState.UNAVAILABLE);
    }
  }

  @Test
  void aHeartbeatOfAnOlderProcessIsToldToAnnounceItself() throws Exception {
    try (TestCluster cluster = new TestCluster(root, TestCluster.NOBODY_IS_LOST).grownTo(1);
        TestClient client = new TestClient(cluster.addresses())) {
      SubmitResponse first = client.serverOnline(11, 2012, 1);
      SubmitResponse second = client.serverOnline(11, 2012, 2);
      assertThat(second.getIncarnation()).isGreaterThan(first.getIncarnation());
      Beating beating = new Beating(client, cluster.node(0).address());

      beating.beat(11, first.getIncarnation(), 1);

      HeartbeatAnswer answer = beating.answer();
      assertThat(answer.getUnknownIncarnation()).isTrue();
      assertThat(answer.getLeaseMillis()).isZero();
    }
  }

  @Test
  void onlyTheLeaderGrantsLeasesAndTheOthersSayWhoLeads() throws Exception {
    try (TestCluster cluster = new TestCluster(root, TestCluster.NOBODY_IS_LOST).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      SubmitResponse online = client.serverOnline(11, 2012, 1);
      String leader = cluster.node(cluster.leader()).address();
      Beating beating = new Beating(client, cluster.node(cluster.follower()).address());

      beating.beat(11, online.getIncarnation(), 1);

      HeartbeatAnswer answer = beating.answer();
      assertThat(answer.getLeader()).isFalse();
      assertThat(answer.getLeaseMillis()).isZero();
      assertThat(answer.getLeaderAddress()).isEqualTo(leader);
    }
  }

  @Test
  void stabilityIsToldByAnyNodeOnceEveryServerHasAdoptedTheConfiguration() throws Exception {
    try (TestCluster cluster = new TestCluster(root, TestCluster.NOBODY_IS_LOST).grownTo(3);
        TestClient client = new TestClient(cluster.addresses())) {
      SubmitResponse online = client.serverOnline(11, 2012, 1);
      Beating beating = new Beating(client, cluster.node(cluster.leader()).address());
      beating.beat(11, online.getIncarnation(), 1);
      beating.answer();

      WaitUntilStableResponse before = client.waitUntilStable(Duration.ofMillis(100));
      assertThat(before.getStable()).isFalse();
      assertThat(before.getMissing()).contains("server 11");

      beating.beat(11, online.getIncarnation(), before.getConfigurationVersion());
      assertThat(client.waitUntilStable(Duration.ofSeconds(5)).getStable()).isTrue();
    }
  }

  /** A storage server's heartbeats as far as the coordinator sees them. */
  private static final class Beating {
    private final BlockingQueue<HeartbeatAnswer> answers = new LinkedBlockingQueue<>();
    private final io.grpc.stub.StreamObserver<Heartbeat> heartbeats;

    Beating(TestClient client, String address) {
      heartbeats =
          CoordinatorControlGrpc.newStub(client.at(address).getChannel())
              .heartbeats(
                  new io.grpc.stub.StreamObserver<>() {
                    @Override
                    public void onNext(HeartbeatAnswer answer) {
                      answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {}

                    @Override
                    public void onCompleted() {}
                  });
    }

    void beat(long server, long incarnation, long adoptedVersion) {
      heartbeats.onNext(
          Heartbeat.newBuilder()
              .setServer(server)
              .setIncarnation(incarnation)
              .setAdoptedVersion(adoptedVersion)
              .setSettled(true)
              .build());
    }

    HeartbeatAnswer answer() throws InterruptedException {
      HeartbeatAnswer answer = answers.poll(10, TimeUnit.SECONDS);
      assertThat(answer).isNotNull();
      return answer;
    }
  }
}
