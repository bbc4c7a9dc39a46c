package org.hyperdex.coordinator.control;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.directory.Identity;
import org.hyperdex.coordinator.raft.Peer;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.Entries;
import org.hyperdex.coordinator.state.MemberAddress;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.coordinator.Response;
import org.hyperdex.core.coordinator.Stability;
import org.hyperdex.transport.control.ConfigurationCodec;
import org.hyperdex.transport.proto.ConfigurationUpdate;
import org.hyperdex.transport.proto.CoordinatorControlGrpc;
import org.hyperdex.transport.proto.CoordinatorNode;
import org.hyperdex.transport.proto.FollowRequest;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.JoinRequest;
import org.hyperdex.transport.proto.JoinResponse;
import org.hyperdex.transport.proto.StatusRequest;
import org.hyperdex.transport.proto.StatusResponse;
import org.hyperdex.transport.proto.SubmitRequest;
import org.hyperdex.transport.proto.SubmitResponse;
import org.hyperdex.transport.proto.WaitUntilStableRequest;
import org.hyperdex.transport.proto.WaitUntilStableResponse;

/** The calls of {@code CoordinatorControl}. Calls may block: each has a thread of its own. */
public final class ControlService extends CoordinatorControlGrpc.CoordinatorControlImplBase {
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** What is left of a deadline for the way back of the answer. */
  private static final Duration ANSWER_MARGIN = Duration.ofMillis(200);

  private final Identity identity;
  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final ConfigurationPublisher publisher;
  private final LeaderRouter router;
  private final HeartbeatBook book;
  private final Heartbeats heartbeats;
  private final RecoveryReports recoveries;
  private final Departures departures;

  public ControlService(
      Identity identity,
      RaftNode raft,
      Supplier<ClusterState> state,
      ConfigurationPublisher publisher,
      NodeChannels channels,
      LeaderWork work,
      LongSupplier nanoClock) {
    this.identity = identity;
    this.raft = raft;
    this.state = state;
    this.publisher = publisher;
    this.router = new LeaderRouter(raft, channels, identity.peerId());
    this.book = work.book();
    this.heartbeats = new Heartbeats(raft, state, work, nanoClock);
    this.recoveries = new RecoveryReports(state, book, nanoClock);
    this.departures = new Departures(work.watch()::dismiss);
  }

  @Override
  public void status(StatusRequest request, StreamObserver<StatusResponse> response) {
    Configuration configuration = state.get().coordinator().configuration();
    Optional<Peer> leader = raft.leader();
    StatusResponse.Builder status =
        StatusResponse.newBuilder()
            .setClusterId(identity.clusterId())
            .setNodeId(identity.nodeId())
            .setLeader(raft.leads())
            .setLeaderAddress(leader.map(Peer::clientAddress).orElse(""))
            .setConfigurationVersion(configuration.version())
            .setReady(leader.isPresent() && configuration.version() > 0)
            .addAllRecoveries(recoveries.now())
            .addAllIndexing(book.indexing());
    for (MemberAddress member : state.get().members().values()) {
      CoordinatorNode node =
          ConfigurationCodec.coordinator(
              new Coordinator(member.nodeId(), member.host(), member.port()));
      if (raft.counts(PeerNames.peer(member))) {
        status.addCoordinators(node);
      } else {
        status.addJoining(node);
      }
    }
    response.onNext(status.build());
    response.onCompleted();
  }

  @Override
  public void follow(FollowRequest request, StreamObserver<ConfigurationUpdate> response) {
    if (isOtherCluster(request.getClusterId())) {
      response.onError(otherCluster(request.getClusterId()));
      return;
    }
    publisher.follow(
        request.getKnownVersion(), (ServerCallStreamObserver<ConfigurationUpdate>) response);
  }

  @Override
  public void submit(SubmitRequest request, StreamObserver<SubmitResponse> response) {
    answer(
        response,
        () -> {
          if (isOtherCluster(request.getClusterId())) {
            throw otherCluster(request.getClusterId());
          }
          if (request.getClient() == 0 || request.getSequence() == 0) {
            throw Status.INVALID_ARGUMENT
                .withDescription("a command needs a client and a sequence, both from 1")
                .asRuntimeException();
          }
          return router.call(attempt -> take(request, attempt), node -> node.submit(request));
        });
  }

  private CompletableFuture<SubmitResponse> take(SubmitRequest request, Duration attempt) {
    try {
      Departures.Leave leave = departures.await(request, attempt);
      byte[] entry =
          leave
              .dismissal()
              .map(dismissal -> Entries.submitted(request, dismissal))
              .orElseGet(() -> Entries.submitted(request));
      return write(entry, leave.timeout()).thenApply(ControlService::requireInTime);
    } catch (RaftUnavailableException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private static SubmitResponse requireInTime(SubmitResponse response) {
    if (response.getError().equals(Response.Reason.OVERTAKEN.name())) {
      throw new RaftUnavailableException(response.getDetail());
    }
    return response;
  }

  private CompletableFuture<SubmitResponse> write(byte[] entry, Duration timeout) {
    return raft.write(entry, timeout)
        .thenApply(reply -> {
          try {
            return SubmitResponse.parseFrom(reply);
          } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a reply of this node cannot be read", e);
          }
        });
  }

  @Override
  public StreamObserver<Heartbeat> heartbeats(StreamObserver<HeartbeatAnswer> response) {
    ((ServerCallStreamObserver<HeartbeatAnswer>) response).setOnCancelHandler(() -> {});
    return heartbeats.serve(response);
  }

  @Override
  public void join(JoinRequest request, StreamObserver<JoinResponse> response) {
    answer(
        response,
        () -> {
          if (isOtherCluster(request.getClusterId())) {
            return refusal(
                "REFUSED",
                "this coordinator belongs to cluster "
                    + identity.clusterId()
                    + ", not to "
                    + request.getClusterId());
          }
          return router.call(attempt -> admit(request, attempt), node -> node.join(request));
        });
  }

  private CompletableFuture<JoinResponse> admit(JoinRequest request, Duration timeout) {
    MemberAddress known = state.get().members().get(request.getNodeId());
    MemberAddress member = PeerNames.member(request, Optional.ofNullable(known));
    if (member.equals(known)) {
      return CompletableFuture.completedFuture(welcome());
    }
    return write(Entries.coordinatorPresent(identity.clusterId(), member), timeout)
        .thenApply(reply ->
            reply.getError().isEmpty() ? welcome() : refusal(reply.getError(), reply.getDetail()));
  }

  private JoinResponse welcome() {
    return JoinResponse.newBuilder().setClusterId(identity.clusterId()).build();
  }

  private JoinResponse refusal(String error, String detail) {
    return JoinResponse.newBuilder()
        .setClusterId(identity.clusterId())
        .setError(error)
        .setDetail(detail)
        .build();
  }

  @Override
  public void waitUntilStable(
      WaitUntilStableRequest request, StreamObserver<WaitUntilStableResponse> response) {
    Deadline caller = LeaderRouter.deadline();
    Deadline wanted = Deadline.after(request.getTimeoutMillis(), TimeUnit.MILLISECONDS);
    Deadline end = wanted.minimum(caller.offset(-ANSWER_MARGIN.toMillis(), TimeUnit.MILLISECONDS));
    answer(
        response,
        () -> {
          WaitUntilStableResponse judged = judgeAtLeader(end);
          while (!judged.getStable() && !end.isExpired()) {
            LockSupport.parkNanos(PAUSE.toNanos());
            judged = judgeAtLeader(end);
          }
          return judged;
        });
  }

  /** Asks the leader, here or elsewhere, for at most a second at a time. */
  private WaitUntilStableResponse judgeAtLeader(Deadline end) {
    long millis = Math.clamp(end.timeRemaining(TimeUnit.MILLISECONDS), 0, 1000);
    WaitUntilStableRequest slice =
        WaitUntilStableRequest.newBuilder().setTimeoutMillis((int) millis).build();
    return router.call(
        _ -> CompletableFuture.completedFuture(judge()), node -> node.waitUntilStable(slice));
  }

  private WaitUntilStableResponse judge() {
    Configuration configuration = state.get().coordinator().configuration();
    Stability stability = Stability.of(configuration, book.reports());
    return WaitUntilStableResponse.newBuilder()
        .setStable(stability.stable())
        .setConfigurationVersion(configuration.version())
        .setMissing(stability.text())
        .build();
  }

  private boolean isOtherCluster(String clusterId) {
    return !clusterId.isEmpty() && !clusterId.equals(identity.clusterId());
  }

  private StatusRuntimeException otherCluster(String clusterId) {
    return Status.FAILED_PRECONDITION
        .withDescription(
            "this coordinator belongs to cluster " + identity.clusterId() + ", not to " + clusterId)
        .asRuntimeException();
  }

  private static <T> void answer(StreamObserver<T> response, Supplier<T> call) {
    // With a handler set, answering a caller that has gone away is no error.
    ((ServerCallStreamObserver<T>) response).setOnCancelHandler(() -> {});
    T answer;
    try {
      answer = call.get();
    } catch (StatusRuntimeException e) {
      response.onError(e);
      return;
    }
    response.onNext(answer);
    response.onCompleted();
  }
}
