package org.hyperdex.coordinator.control;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.raft.Peer;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.core.coordinator.KnownServer;
import org.hyperdex.core.coordinator.Retirements;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.jspecify.annotations.Nullable;

/**
 * Answers heartbeats.
 *
 * <p>A lease counts from the time the server sent the heartbeat, and is granted only by a node that
 * proved to lead after the heartbeat had come. So when a server is declared lost, by whichever
 * leader, its lease has run out. A stream that breaks off is told to the {@link FailureWatch}.
 */
final class Heartbeats {
  private static final Duration PROOF_TIMEOUT = Duration.ofSeconds(1);

  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final HeartbeatBook book;
  private final FailureWatch watch;
  private final Retirements retirements;
  private final LongSupplier nanoClock;
  private final LeadershipProof proof;

  Heartbeats(RaftNode raft, Supplier<ClusterState> state, LeaderWork work, LongSupplier nanoClock) {
    this.raft = raft;
    this.state = state;
    this.book = work.book();
    this.watch = work.watch();
    this.retirements = work.retirements();
    this.nanoClock = nanoClock;
    this.proof = new LeadershipProof(() -> raft.confirmLeadership(PROOF_TIMEOUT));
  }

  /** Serves one server's stream. */
  StreamObserver<Heartbeat> serve(StreamObserver<HeartbeatAnswer> answers) {
    return new StreamObserver<>() {
      private boolean ended;
      private @Nullable Heartbeat last;

      @Override
      public void onNext(Heartbeat heartbeat) {
        if (!raft.leads()) {
          answer(notLeading(heartbeat));
        } else if (isCurrent(heartbeat)) {
          last = heartbeat;
          book.heard(heartbeat, nanoClock.getAsLong());
          int earned =
              watch.heard(
                  heartbeat.getServer(),
                  heartbeat.getIncarnation(),
                  heartbeat.getUnreachableList());
          int leaseMillis = mayHaveLease(heartbeat) ? earned : 0;
          var _ =
              proof
                  .fromNowOn()
                  .thenAccept(leads ->
                      answer(leads ? lease(heartbeat, leaseMillis) : notLeading(heartbeat)));
        } else {
          answer(
              HeartbeatAnswer.newBuilder()
                  .setSequence(heartbeat.getSequence())
                  .setLeader(true)
                  .setUnknownIncarnation(true)
                  .build());
        }
      }

      private synchronized void answer(HeartbeatAnswer answer) {
        if (!ended) {
          answers.onNext(answer);
        }
      }

      @Override
      public void onError(Throwable failure) {
        synchronized (this) {
          ended = true;
        }
        if (last != null) {
          watch.broken(last.getServer(), last.getIncarnation());
        }
      }

      @Override
      public synchronized void onCompleted() {
        if (!ended) {
          ended = true;
          answers.onCompleted();
        }
      }
    };
  }

  private boolean mayHaveLease(Heartbeat heartbeat) {
    return retirements.mayHaveLease(
        state.get().coordinator(), heartbeat.getServer(), heartbeat.getAdoptedVersion());
  }

  private boolean isCurrent(Heartbeat heartbeat) {
    Optional<KnownServer> known = state.get().coordinator().server(heartbeat.getServer());
    return known.isPresent()
        && known.get().available()
        && known.get().server().incarnation() == heartbeat.getIncarnation();
  }

  private HeartbeatAnswer lease(Heartbeat heartbeat, int leaseMillis) {
    return HeartbeatAnswer.newBuilder()
        .setSequence(heartbeat.getSequence())
        .setLeader(true)
        .setLeaderAddress(raft.leader().map(Peer::clientAddress).orElse(""))
        .setLeaseMillis(leaseMillis)
        .build();
  }

  private HeartbeatAnswer notLeading(Heartbeat heartbeat) {
    return HeartbeatAnswer.newBuilder()
        .setSequence(heartbeat.getSequence())
        .setLeaderAddress(raft.leader().map(Peer::clientAddress).orElse(""))
        .build();
  }
}
