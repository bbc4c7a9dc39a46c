package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hyperdex.core.coordinator.Balance;
import org.hyperdex.core.coordinator.Command;
import org.hyperdex.core.coordinator.Command.Place;
import org.hyperdex.core.coordinator.CoordinatorState;
import org.hyperdex.core.coordinator.Repair;
import org.hyperdex.core.coordinator.Retirements;
import org.hyperdex.core.coordinator.Surplus;

/**
 * What the leader does so that every region comes to its replicas, and servers to their share: the
 * decisions are the core's, and what is known of joins and departures is lost with the leader.
 */
final class SimulatedRepairs {
  private static final Repair.Policy POLICY = new Repair.Policy(400, 8);

  private final Sabotage bug;
  private final Retirements retirements;
  private final Map<Long, List<Place>> ready = new TreeMap<>();
  private CoordinatorState even = CoordinatorState.INITIAL;
  private Repair.Policy evenBy = POLICY;

  /**
   * @param patienceNanos after which a lease that was granted before has certainly run out
   */
  SimulatedRepairs(Sabotage bug, long patienceNanos) {
    this.bug = bug;
    retirements = new Retirements(bug.is(PlantedBug.RETIRED_WITH_LEASE) ? 0 : patienceNanos);
  }

  /** Another leader begins. */
  void clear() {
    ready.clear();
    retirements.clear();
  }

  /** A tail says which joins are done. */
  void heard(long server, List<Place> places) {
    ready.put(server, places);
  }

  /** Whether a server that has adopted that configuration may be granted a lease. */
  boolean mayHaveLease(CoordinatorState state, long server, long adoptedVersion) {
    return bug.is(PlantedBug.RETIRED_WITH_LEASE)
        || retirements.mayHaveLease(state, server, adoptedVersion);
  }

  /** What is to be decided now. */
  List<Command> due(CoordinatorState state, long nowMillis, Set<Long> probation) {
    List<Command> due = new ArrayList<>();
    Repair.Policy policy = POLICY.excluding(probation);
    if (Repair.isDue(state, nowMillis, policy) || isUneven(state, policy)) {
      due.add(new Command.AssignJoiners(Command.ITSELF, 0, policy));
    }
    List<Place> done = ready.values().stream().flatMap(List::stream).toList();
    ready.clear();
    if (!done.isEmpty()) {
      due.add(new Command.JoinersReady(Command.ITSELF, 0, done));
    }
    return due;
  }

  /** That the load is even is seen once for each state. */
  private boolean isUneven(CoordinatorState state, Repair.Policy policy) {
    if (bug.is(PlantedBug.NEWCOMERS_IDLE) || (state.equals(even) && policy.equals(evenBy))) {
      return false;
    }
    boolean uneven = Balance.isDue(state, policy);
    if (!uneven) {
      even = state;
      evenBy = policy;
    }
    return uneven;
  }

  /** The places to be left now. */
  List<Place> leaving(CoordinatorState state, long nowNanos) {
    return retirements.due(state, nowNanos);
  }

  /** Whether nothing is left to do, nor under way. */
  static boolean finished(CoordinatorState state, long nowMillis) {
    return state.repair().open().isEmpty()
        && state.regions().stream().allMatch(region -> region.joiner().isEmpty())
        && !Repair.isDue(state, nowMillis, POLICY)
        && !Balance.isDue(state, POLICY)
        && Surplus.due(state).isEmpty();
  }
}
