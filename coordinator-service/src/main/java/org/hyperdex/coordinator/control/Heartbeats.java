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
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;

/**
 * Answers heartbeats.
 *
 * <p>A lease counts from the time the server sent the heartbeat, is shorter than the time-out after
 * which the server counts as lost, by more than clocks can drift apart meanwhile, and is granted
 * only by a node that proved to lead after the heartbeat had come. So when a server is declared
 * lost, by whichever leader, its lease has run out.
 */
final class Heartbeats {
  /** Of the server time-out; the rest allows for clocks that run at different speeds. */
  private static final double LEASE_SHARE = 0.9;

  private static final Duration PROOF_TIMEOUT = Duration.ofSeconds(1);

  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final HeartbeatBook book;
  private final LongSupplier nanoClock;
  private final LeadershipProof proof;
  private final int leaseMillis;

  Heartbeats(
      RaftNode raft,
      Supplier<ClusterState> state,
      HeartbeatBook book,
      LongSupplier nanoClock,
      Duration serverTimeout) {
    this.raft = raft;
    this.state = state;
    this.book = book;
    this.nanoClock = nanoClock;
    this.proof = new LeadershipProof(() -> raft.confirmLeadership(PROOF_TIMEOUT));
    this.leaseMillis = (int) (serverTimeout.toMillis() * LEASE_SHARE);
  }

  /** Serves one server's stream. */
  StreamObserver<Heartbeat> serve(StreamObserver<HeartbeatAnswer> answers) {
    return new StreamObserver<>() {
      private boolean ended;

      @Override
      public void onNext(Heartbeat heartbeat) {
        if (!raft.leads()) {
          answer(notLeading(heartbeat));
        } else if (isCurrent(heartbeat)) {
          book.heard(
              heartbeat.getServer(),
              heartbeat.getIncarnation(),
              heartbeat.getAdoptedVersion(),
              heartbeat.getSettled(),
              nanoClock.getAsLong());
          var _ =
              proof
                  .fromNowOn()
                  .thenAccept(leads -> answer(leads ? lease(heartbeat) : notLeading(heartbeat)));
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
      public synchronized void onError(Throwable failure) {
        ended = true;
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

  private boolean isCurrent(Heartbeat heartbeat) {
    Optional<KnownServer> known = state.get().coordinator().server(heartbeat.getServer());
    return known.isPresent()
        && known.get().available()
        && known.get().server().incarnation() == heartbeat.getIncarnation();
  }

  private HeartbeatAnswer lease(Heartbeat heartbeat) {
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
