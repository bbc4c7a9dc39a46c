package org.hyperdex.client.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hyperdex.client.HyperDexException;

/**
 * The bounds on operations in flight: on their number, and on the bytes of those that have many. At
 * a bound the caller waits: that is what slows a producer down to the speed of the cluster.
 *
 * <p>An operation that has more bytes than there may be in all is in flight when no other one that
 * has many is.
 */
final class Admission {
  /** What has less is bounded by number only. */
  private static final int UNIT_BYTES = 1024;

  private final int maxOutstanding;
  private final int maxUnits;
  private final Clock clock;
  private final Semaphore places;
  private final Semaphore units;

  Admission(int maxOutstanding, long maxOutstandingBytes, Clock clock) {
    this.maxOutstanding = maxOutstanding;
    this.clock = clock;
    this.maxUnits = (int) Math.clamp(maxOutstandingBytes / UNIT_BYTES, 1, (long) Integer.MAX_VALUE);
    this.places = new Semaphore(maxOutstanding);
    // In turn, or large operations would wait as long as there are smaller ones.
    this.units = new Semaphore(maxUnits, true);
  }

  /**
   * Takes a place and room for {@code bytes}, waiting for them at most until the deadline.
   *
   * @throws HyperDexException OVERLOADED or INTERRUPTED
   */
  void enter(long bytes, long deadlineNanos) {
    if (!acquire(places, 1, deadlineNanos)) {
      throw Failures.crowded(maxOutstanding);
    }
    int needed = units(bytes);
    if (needed == 0) {
      return;
    }
    boolean entered = false;
    try {
      entered = acquire(units, needed, deadlineNanos);
    } finally {
      if (!entered) {
        places.release();
      }
    }
    if (!entered) {
      throw Failures.full((long) maxUnits * UNIT_BYTES);
    }
  }

  private boolean acquire(Semaphore room, int permits, long deadlineNanos) {
    if (room.tryAcquire(permits)) {
      return true;
    }
    try {
      return room.tryAcquire(permits, deadlineNanos - clock.nowNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    }
  }

  /** Gives back what an operation of {@code bytes} has taken. */
  void leave(long bytes) {
    units.release(units(bytes));
    places.release();
  }

  private int units(long bytes) {
    return (int) Math.min(bytes / UNIT_BYTES, maxUnits);
  }
}
