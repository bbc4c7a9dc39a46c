package org.hyperdex.simulation;

/** When a run may be judged: everything has healed, everybody has finished, and nothing moves. */
final class Settling {
  private static final long SETTLE_NANOS = 2_500_000_000L;

  /** How long repairs, moves and departures may take then that are still under way. */
  private static final long LONGEST_SETTLE_NANOS = 10_000_000_000L;

  /** How long everybody may take to finish after everything has healed. */
  private static final long LONGEST_RUN_NANOS = 60_000_000_000L;

  /** It takes a while to see whether all is settled. */
  private static final long LOOK_NANOS = 25_000_000;

  private final EventLoop loop;
  private final SimulatedCoordinator coordinator;
  private final long healedNanos;
  private long finishedNanos = Long.MAX_VALUE;
  private long lookNanos;

  Settling(EventLoop loop, SimulatedCoordinator coordinator, long healedNanos) {
    this.loop = loop;
    this.coordinator = coordinator;
    this.healedNanos = healedNanos;
  }

  /** Whether nothing more is to be expected, or was expected for too long. */
  boolean rested(boolean finished) {
    long now = loop.nowNanos();
    if (!finished) {
      return now > healedNanos + LONGEST_RUN_NANOS;
    }
    finishedNanos = Math.min(finishedNanos, now);
    long settlingNanos = now - Math.max(finishedNanos, healedNanos);
    if (settlingNanos <= SETTLE_NANOS || now < lookNanos) {
      return false;
    }
    lookNanos = now + LOOK_NANOS;
    return settlingNanos > LONGEST_SETTLE_NANOS || coordinator.settled();
  }
}
