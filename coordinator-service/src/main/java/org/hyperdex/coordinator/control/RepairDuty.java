package org.hyperdex.coordinator.control;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.coordinator.state.Entries;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.coordinator.Balance;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.IndexSigns;
import org.hyperdex.core.coordinator.Repair;
import org.hyperdex.core.coordinator.Retirements;

/**
 * What the leader does so that every region comes to its replicas, and every index to its entries:
 * asks what is due, and writes it to the log. One entry at a time; nothing blocks.
 */
public final class RepairDuty {
  private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

  /** What is due may change with time alone; so often it is asked when nothing else changes. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final RaftNode raft;
  private final Supplier<ClusterState> state;
  private final HeartbeatBook book;
  private final Supplier<Repair.Policy> policies;
  private final LongSupplier nanoClock;
  private final Retirements retirements;
  private final RepairPace pace = new RepairPace();
  private final AtomicBoolean writing = new AtomicBoolean();
  private volatile boolean failed;
  private long repairedTerm = -1;
  private CoordinatorState asked = CoordinatorState.INITIAL;
  private Repair.Policy askedBy = Repair.Policy.DEFAULT;
  private long askedNanos;

  public RepairDuty(
      RaftNode raft,
      Supplier<ClusterState> state,
      HeartbeatBook book,
      Retirements retirements,
      Supplier<Repair.Policy> policies,
      LongSupplier nanoClock) {
    this.raft = raft;
    this.state = state;
    this.book = book;
    this.policies = policies;
    this.nanoClock = nanoClock;
    this.retirements = retirements;
  }

  /** Looks once. All calls on one thread. */
  public void step() {
    OptionalLong term = raft.leadingTerm();
    if (term.isEmpty()) {
      return;
    }
    if (term.getAsLong() != repairedTerm) {
      repairedTerm = term.getAsLong();
      book.clear();
      retirements.clear();
      pace.clear();
      asked = CoordinatorState.INITIAL;
    }
    CoordinatorState now = state.get().coordinator();
    long nowNanos = nanoClock.getAsLong();
    List<Server> available = now.availableServers();
    book.keepOnly(available);
    pace.see(available, nowNanos);
    if (writing.get()) {
      return;
    }
    Optional<byte[]> change = pace.mayChange(nowNanos) ? change(now, nowNanos) : Optional.empty();
    if (change.isPresent()) {
      pace.change(nowNanos);
      write(change.get());
      return;
    }
    news(now).ifPresent(this::write);
  }

  /**
   * What has come about by itself and is to be known: it changes no chain, and interrupts nothing.
   */
  private Optional<byte[]> news(CoordinatorState now) {
    List<Command.Progress> progress = RecoverySigns.of(now, book.reports());
    if (!progress.isEmpty()) {
      return Optional.of(Entries.advanceRecoveries(progress));
    }
    List<Long> indices = IndexSigns.ready(now, book.indices());
    return indices.isEmpty() ? Optional.empty() : Optional.of(Entries.indicesReady(indices));
  }

  /** What is to be done to chains. */
  private Optional<byte[]> change(CoordinatorState now, long nowNanos) {
    List<Command.Place> ready = ready(now);
    if (!ready.isEmpty()) {
      return Optional.of(Entries.joinersReady(ready));
    }
    Repair.Policy policy = policies.get();
    boolean changed = failed || !now.equals(asked) || !policy.equals(askedBy);
    if (changed || nowNanos - askedNanos > PERIOD.toNanos()) {
      asked = now;
      askedBy = policy;
      askedNanos = nowNanos;
      failed = false;
      if (Repair.isDue(now, System.currentTimeMillis(), policy)
          || (changed && Balance.isDue(now, policy))) {
        return Optional.of(Entries.assignJoiners(policy));
      }
    }
    List<Command.Place> leaving = retirements.due(now, nowNanos);
    return leaving.isEmpty()
        ? Optional.empty()
        : Optional.of(Entries.retireMembers(leaving, now.version(), repairedTerm));
  }

  /** What servers say is ready, as far as it is news. */
  private List<Command.Place> ready(CoordinatorState now) {
    Configuration configuration = now.configuration();
    Set<Command.Place> seen = new HashSet<>();
    return book.ready().stream()
        .filter(seen::add)
        .filter(place ->
            configuration
                .region(place.region())
                .map(Configuration.RegionRef::region)
                .filter(
                    region -> region.epoch() == place.epoch() && region.isJoinedBy(place.server()))
                .isPresent())
        .toList();
  }

  private void write(byte[] entry) {
    writing.set(true);
    var _ =
        raft.write(entry, WRITE_TIMEOUT)
            .whenComplete((_, failure) -> {
              if (failure != null) {
                failed = true;
              }
              writing.set(false);
            });
  }
}
