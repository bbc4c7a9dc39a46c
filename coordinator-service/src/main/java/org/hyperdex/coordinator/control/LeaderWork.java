package org.hyperdex.coordinator.control;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hyperdex.coordinator.raft.RaftNode;
import org.hyperdex.coordinator.state.ClusterState;
import org.hyperdex.core.coordinator.FailureDetector;
import org.hyperdex.core.coordinator.Repair;
import org.hyperdex.core.coordinator.Retirements;

/**
 * What a node does while it leads, and what it knows for that.
 *
 * @param book what servers said last
 * @param retirements leads live members out of chains
 * @param watch finds lost servers
 * @param repair brings regions to their replicas
 */
public record LeaderWork(
    HeartbeatBook book, Retirements retirements, FailureWatch watch, RepairDuty repair) {
  /** Everything, as yet knowing nothing. */
  public static LeaderWork of(
      RaftNode raft,
      Supplier<ClusterState> state,
      FailureDetector.Settings detection,
      Repair.Policy policy,
      LongSupplier nanoClock) {
    HeartbeatBook book = new HeartbeatBook();
    Retirements retirements = new Retirements(detection.leaseNanos() + detection.marginNanos());
    FailureWatch watch = new FailureWatch(raft, state, detection, nanoClock);
    return new LeaderWork(
        book,
        retirements,
        watch,
        new RepairDuty(
            raft,
            state,
            book,
            retirements,
            () -> policy.excluding(watch.onProbation()),
            nanoClock));
  }

  /** Looks once; to be called several times in each lease, on one thread. */
  public void step() {
    watch.step();
    repair.step();
  }
}
