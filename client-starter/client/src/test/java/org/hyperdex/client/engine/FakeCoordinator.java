package org.hyperdex.client.engine;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.control.ConfigurationCodec;
import org.hyperdex.transport.proto.ConfigurationUpdate;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.FollowRequest;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;

/** A coordinator that publishes what a test wants, over the real protocol. */
final class FakeCoordinator extends CoordinatorControlGrpc.CoordinatorControlImplBase
    implements AutoCloseable {
  private final Server server;
  private final List<StreamObserver<ConfigurationUpdate>> followers = new ArrayList<>();
  private Configuration newest;

  final List<SubmitRequest> submitted = new CopyOnWriteArrayList<>();
  final AtomicInteger statusCalls = new AtomicInteger();

  /** What a command is answered. */
  volatile Function<SubmitRequest, SubmitResponse> answer =
      _ -> SubmitResponse.getDefaultInstance();

  FakeCoordinator(Configuration first) {
    newest = first;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build();
    try {
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Makes {@code configuration} the newest; followers get it only by {@link #publish}. */
  synchronized void know(Configuration configuration) {
    newest = configuration;
  }

  /** Sends the newest configuration to all followers. */
  synchronized void publish() {
    for (StreamObserver<ConfigurationUpdate> follower : followers) {
      send(follower);
    }
  }

  @Override
  public synchronized void status(StatusRequest request, StreamObserver<StatusResponse> response) {
    statusCalls.incrementAndGet();
    response.onNext(
        StatusResponse.newBuilder()
            .setClusterId(newest.clusterId())
            .setNodeId("c1")
            .setReady(true)
            .setLeader(true)
            .setConfigurationVersion(newest.version())
            .build());
    response.onCompleted();
  }

  @Override
  public synchronized void follow(
      FollowRequest request, StreamObserver<ConfigurationUpdate> response) {
    followers.add(response);
    if (newest.version() > request.getKnownVersion()) {
      send(response);
    }
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> response) {
    submitted.add(request);
    response.onNext(answer.apply(request));
    response.onCompleted();
  }

  private void send(StreamObserver<ConfigurationUpdate> follower) {
    follower.onNext(
        ConfigurationUpdate.newBuilder()
            .setConfiguration(ConfigurationCodec.toProto(newest))
            .build());
  }

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
