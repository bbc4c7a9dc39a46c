package org.hyperdex.transport.control;

import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.proto.ConfigurationUpdate;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.CoordinatorNode;
import org.hyperdex.transport.proto.FollowRequest;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.hyperdex.transport.proto.WaitUntilStableRequest;
import org.hyperdex.transport.proto.WaitUntilStableResponse;

/** A coordinator that says what a test wants it to say. */
final class FakeCoordinator extends CoordinatorControlGrpc.CoordinatorControlImplBase
    implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final Server server;
  private final CoordinatorAddress address;
  private final String clusterId;
  private final List<StreamObserver<ConfigurationUpdate>> followers = new CopyOnWriteArrayList<>();

  final List<SubmitRequest> submitted = new CopyOnWriteArrayList<>();
  final List<FollowRequest> follows = new CopyOnWriteArrayList<>();
  final List<Heartbeat> heartbeats = new CopyOnWriteArrayList<>();
  volatile List<FakeCoordinator> peers = List.of();
  volatile Configuration newest;
  volatile boolean leader;
  volatile String leaderAddress = "";

  /** Takes calls and never answers any. */
  volatile boolean hanging;

  /** Carries commands out and loses the answer, as long as it is positive. */
  final AtomicInteger answersToLose = new AtomicInteger();

  volatile boolean stable;

  FakeCoordinator(String clusterId) {
    this(clusterId, 0);
  }

  FakeCoordinator(String clusterId, int port) {
    this.clusterId = clusterId;
    this.newest = new Configuration(clusterId, 0, false, List.of(), List.of(), List.of());
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .addService(this)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    address = new CoordinatorAddress(HOST, server.getPort());
  }

  CoordinatorAddress address() {
    return address;
  }

  /** Publishes a configuration of {@code version}, newer or not. */
  void publish(long version) {
    newest = new Configuration(clusterId, version, false, List.of(), List.of(), List.of());
    followers.forEach(this::sendNewest);
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> response) {
    if (hanging) {
      return;
    }
    StatusResponse.Builder status =
        StatusResponse.newBuilder()
            .setClusterId(clusterId)
            .setReady(true)
            .setLeader(leader)
            .setConfigurationVersion(newest.version());
    for (FakeCoordinator peer : peers) {
      status.addCoordinators(
          CoordinatorNode.newBuilder().setHost(HOST).setPort(peer.address().port()));
    }
    response.onNext(status.build());
    response.onCompleted();
  }

  @Override
  public void follow(FollowRequest request, StreamObserver<ConfigurationUpdate> response) {
    follows.add(request);
    if (!request.getClusterId().isEmpty() && !request.getClusterId().equals(clusterId)) {
      response.onError(
          Status.FAILED_PRECONDITION
              .withDescription("this is cluster " + clusterId)
              .asRuntimeException());
      return;
    }
    followers.add(response);
    if (newest.version() > request.getKnownVersion()) {
      sendNewest(response);
    }
  }

  private void sendNewest(StreamObserver<ConfigurationUpdate> follower) {
    if (!hanging) {
      follower.onNext(
          ConfigurationUpdate.newBuilder()
              .setConfiguration(ConfigurationCodec.toProto(newest))
              .build());
    }
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> response) {
    submitted.add(request);
    if (hanging) {
      return;
    }
    if (answersToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      response.onError(Status.UNAVAILABLE.withDescription("lost").asRuntimeException());
      return;
    }
    response.onNext(SubmitResponse.newBuilder().setConfigurationVersion(newest.version()).build());
    response.onCompleted();
  }

  @Override
  public StreamObserver<Heartbeat> heartbeats(StreamObserver<HeartbeatAnswer> response) {
    return new StreamObserver<>() {
      @Override
      public void onNext(Heartbeat heartbeat) {
        heartbeats.add(heartbeat);
        if (!hanging) {
          response.onNext(
              HeartbeatAnswer.newBuilder()
                  .setSequence(heartbeat.getSequence())
                  .setLeader(leader)
                  .setLeaderAddress(leaderAddress)
                  .build());
        }
      }

      @Override
      public void onError(Throwable problem) {}

      @Override
      public void onCompleted() {
        response.onCompleted();
      }
    };
  }

  @Override
  public void waitUntilStable(
      WaitUntilStableRequest request, StreamObserver<WaitUntilStableResponse> response) {
    response.onNext(
        WaitUntilStableResponse.newBuilder().setStable(stable).setMissing("servers").build());
    response.onCompleted();
  }

  /** Dies as a process does: connections break, nothing is said. */
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
