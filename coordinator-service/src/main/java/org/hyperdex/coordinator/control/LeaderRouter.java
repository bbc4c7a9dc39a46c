package org.hyperdex.coordinator.control;

import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.hyperdex.coordinator.raft.Peer;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.raft.RaftUnavailableException;
import org.hyperdex.transport.proto.CoordinatorControlGrpc.CoordinatorControlBlockingStub;

/**
 * Brings a call to the leader, whoever that is, until it is answered or the caller's deadline is
 * there.
 *
 * <p>A call may be carried out more than once: only such calls may be routed of which the second
 * time changes nothing.
 */
public final class LeaderRouter {
  /** Set on a call that one node hands to another, which must not hand it on. */
  static final Metadata.Key<String> HANDED_ON =
      Metadata.Key.of("hyperdex-handed-on", Metadata.ASCII_STRING_MARSHALLER);

  /** Whether the call that is being served was handed on by another node. */
  static final Context.Key<Boolean> IS_HANDED_ON = Context.key("hyperdex-handed-on");

  /** For callers who set no deadline. */
  static final Duration DEFAULT_DEADLINE = Duration.ofSeconds(10);

  // Long enough for a commit on a slow disk, short enough to turn to a new leader in time.
  private static final Duration ATTEMPT = Duration.ofSeconds(2);
  private static final Duration PAUSE = Duration.ofMillis(25);

  private final RaftNode raft;
  private final NodeChannels channels;
  private final String selfId;

  LeaderRouter(RaftNode raft, NodeChannels channels, String selfId) {
    this.raft = raft;
    this.channels = channels;
    this.selfId = selfId;
  }

  /**
   * Blocks until there is an answer.
   *
   * @param here carries the call out, within the time given, if this node leads; fails with {@link
   *     RaftUnavailableException} if it does so no longer
   * @param there calls another node
   * @throws StatusRuntimeException with DEADLINE_EXCEEDED, or UNAVAILABLE if the call was handed on
   *     to this node and it does not lead
   */
  <T> T call(
      Function<Duration, CompletableFuture<T>> here,
      Function<CoordinatorControlBlockingStub, T> there) {
    Deadline deadline = deadline();
    boolean handedOn = Boolean.TRUE.equals(IS_HANDED_ON.get());
    String trouble = "there is no leader";
    while (!deadline.isExpired() && !Context.current().isCancelled()) {
      Duration attempt = attempt(deadline);
      Optional<Peer> leader = raft.leader().filter(peer -> !peer.id().equals(selfId));
      try {
        if (raft.leads()) {
          return here.apply(attempt).join();
        }
        if (handedOn) {
          throw Status.UNAVAILABLE.withDescription("this node does not lead").asRuntimeException();
        }
        if (leader.isPresent()) {
          return there.apply(handingOn(leader.get(), attempt));
        }
      } catch (CompletionException e) {
        if (!(e.getCause() instanceof RaftUnavailableException unavailable)) {
          throw e;
        }
        trouble = unavailable.getMessage();
      } catch (StatusRuntimeException e) {
        if (handedOn || !passes(e.getStatus().getCode())) {
          throw e;
        }
        trouble = "the leader did not answer: " + e.getStatus().getCode();
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    throw Status.DEADLINE_EXCEEDED
        .withDescription("no answer from a leading coordinator in time: " + trouble)
        .asRuntimeException();
  }

  /** The caller's deadline. */
  static Deadline deadline() {
    Deadline given = Context.current().getDeadline();
    return given != null
        ? given
        : Deadline.after(DEFAULT_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Duration attempt(Deadline deadline) {
    long millis = Math.max(1, deadline.timeRemaining(TimeUnit.MILLISECONDS));
    return Duration.ofMillis(Math.min(millis, ATTEMPT.toMillis()));
  }

  private CoordinatorControlBlockingStub handingOn(Peer leader, Duration attempt) {
    Metadata headers = new Metadata();
    headers.put(HANDED_ON, selfId);
    return channels
        .to(leader.clientAddress(), attempt)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static boolean passes(Status.Code code) {
    return code == Status.Code.UNAVAILABLE
        || code == Status.Code.DEADLINE_EXCEEDED
        || code == Status.Code.CANCELLED;
  }
}
