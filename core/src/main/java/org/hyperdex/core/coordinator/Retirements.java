package org.hyperdex.core.coordinator;

import java.util.List;
import java.util.OptionalLong;

/**
 * Leads live members out of chains that have more than they need, one server after the other. What
 * it knows is the leader's alone.
 *
 * <p>A member that leaves while it is alive might go on answering reads alone as long as it has a
 * lease. So it is granted none from the moment it is chosen, leaves only when all that it had have
 * run out, and gets new ones when it knows that it is out: {@link RepairState#leaseFloor} sees to
 * that, whoever leads by then.
 *
 * <p>Time is nanoseconds of a monotonic clock. Thread-safe.
 */
public final class Retirements {
  private final long patienceNanos;
  private OptionalLong leaver = OptionalLong.empty();
  private long sinceNanos;
  private CoordinatorState judged = CoordinatorState.INITIAL;
  private List<Command.Place> surplus = List.of();

  /**
   * @param patienceNanos after which a lease that was granted before has certainly run out
   */
  public Retirements(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** The leader's time begins: whom an earlier one had chosen is not known. */
  public synchronized void clear() {
    leaver = OptionalLong.empty();
  }

  /**
   * Whether a server may be granted a lease.
   *
   * @param adoptedVersion of the configuration it had when it asked
   */
  public synchronized boolean mayHaveLease(
      CoordinatorState state, long server, long adoptedVersion) {
    return (leaver.isEmpty() || leaver.getAsLong() != server)
        && adoptedVersion >= state.repair().leaseFloor();
  }

  /**
   * The places to be left now; empty if there are none, or if it is too early. To be asked again
   * and again, also while {@link Command.RetireMembers} is on its way, which has an effect in this
   * state only: as long as there is no other, who is to leave is granted no lease.
   */
  public synchronized List<Command.Place> due(CoordinatorState state, long nowNanos) {
    if (!state.equals(judged)) {
      judged = state;
      surplus = Surplus.due(state);
    }
    if (leaver.isEmpty()) {
      if (!surplus.isEmpty()) {
        leaver = OptionalLong.of(surplus.getFirst().server());
        sinceNanos = nowNanos;
      }
      return List.of();
    }
    long server = leaver.getAsLong();
    List<Command.Place> places =
        surplus.stream().filter(place -> place.server() == server).toList();
    if (places.isEmpty()) {
      leaver = OptionalLong.empty();
    }
    return nowNanos - sinceNanos > patienceNanos ? places : List.of();
  }
}
