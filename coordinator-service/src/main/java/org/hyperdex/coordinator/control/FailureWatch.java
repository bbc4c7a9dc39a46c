package org.hyperdex.coordinator.control;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.Dismissal;
import org.hyperdex.coordinator.state.Entries;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.FailureDetector;
import org.hyperdex.core.coordinator.Neighbours;

/**
 * The failure detector at work: hears heartbeats and what servers say of each other, asks ports,
 * and lets the log know of servers that are lost; only on the leader. Thread-safe; nothing blocks.
 */
public final class FailureWatch {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

  /**
   * Who is complained of loses its leases at once, which costs little, and its places only when all
   * it had have run out: that is long enough for a hiccup to pass.
   */
  private static final long NO_PATIENCE_NANOS = 0;

  /** Long enough for every other server to have tried to reach one that has come back. */
  private static final Duration PROBATION = Duration.ofSeconds(8);

  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final LongSupplier nanoClock;
  private final Function<Server, FailureDetector.Answer> probe;
  private final FailureDetector detector;
  private final Neighbours neighbours;
  private boolean writing;
  private long watchedTerm = -1;
  private CoordinatorState watched = CoordinatorState.INITIAL;

  public FailureWatch(
      RaftNode raft,
      Supplier<ClusterState> state,
      FailureDetector.Settings settings,
      LongSupplier nanoClock) {
    this.raft = raft;
    this.state = state;
    this.nanoClock = nanoClock;
    this.probe = PortProbe::ask;
    this.detector = new FailureDetector(settings);
    this.neighbours = new Neighbours(NO_PATIENCE_NANOS, PROBATION.toNanos());
  }

  /**
   * A heartbeat of a server came that cannot reach {@code unreachable}; returns the milliseconds of
   * the lease it earns, 0 if none.
   */
  synchronized int heard(long server, long incarnation, List<Long> unreachable) {
    if (!look()) {
      return 0;
    }
    long now = nanoClock.getAsLong();
    neighbours.heard(server, unreachable, now);
    return (int) detector.heartbeat(server, incarnation, now);
  }

  /**
   * Grants {@code server} no lease any more, for it is to be taken out of its chains; only on the
   * leader. Once it may be, for it has none left, says so.
   */
  synchronized Optional<Dismissal> dismiss(long server) {
    return look() && detector.dismiss(server, nanoClock.getAsLong())
        ? Optional.of(new Dismissal(server, watched.incarnation(server), watchedTerm))
        : Optional.empty();
  }

  /** The servers that must join no chain now. */
  synchronized Set<Long> onProbation() {
    return neighbours.onProbation(nanoClock.getAsLong());
  }

  /** A stream of heartbeats broke off. */
  void broken(long server, long incarnation) {
    synchronized (this) {
      detector.streamBroken(server, incarnation);
    }
    step();
  }

  /** Looks once; to be called several times in each lease. */
  public synchronized void step() {
    if (!look()) {
      return;
    }
    long now = nanoClock.getAsLong();
    detector.withhold(neighbours.suspects(state.get().coordinator(), now), now);
    List<FailureDetector.Lost> lost = detector.tick(now);
    if (!lost.isEmpty() && !writing) {
      write(lost);
    }
    for (Server server : detector.probes(now)) {
      Thread.ofVirtual().name("port-probe").start(() -> ask(server));
    }
  }

  /**
   * Brings the detector up to date with the term and the servers, if this node leads. Nothing is
   * begun before it does: until then another one may grant leases.
   */
  private boolean look() {
    OptionalLong term = raft.leadingTerm();
    if (term.isEmpty()) {
      return false;
    }
    long now = nanoClock.getAsLong();
    if (term.getAsLong() != watchedTerm) {
      watchedTerm = term.getAsLong();
      detector.becameLeader(now);
      neighbours.becameLeader();
    }
    watched = state.get().coordinator();
    List<Server> available = watched.availableServers();
    detector.watch(available, now);
    neighbours.watch(available);
    return true;
  }

  private void ask(Server server) {
    FailureDetector.Answer answer = probe.apply(server);
    synchronized (this) {
      detector.probeAnswered(server.id(), server.incarnation(), answer);
    }
    if (answer == FailureDetector.Answer.REFUSED) {
      step();
    }
  }

  private void write(List<FailureDetector.Lost> lost) {
    writing = true;
    long nowMillis = System.currentTimeMillis();
    List<Command.ServerLost> commands =
        lost.stream()
            .map(server ->
                new Command.ServerLost(
                    Command.ITSELF,
                    0,
                    server.server(),
                    server.incarnation(),
                    server.reason(),
                    nowMillis - server.silentNanos() / 1_000_000))
            .toList();
    var _ =
        raft.write(Entries.serversLost(commands, watchedTerm), WRITE_TIMEOUT)
            .whenComplete((_, _) -> written());
  }

  private synchronized void written() {
    writing = false;
  }
}
