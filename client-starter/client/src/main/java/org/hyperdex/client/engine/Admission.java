package org.hyperdex.client.engine;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.hyperdex.client.HyperDexException;

/**
 * The bound on operations in flight. At the bound the caller waits: that is what slows a producer
 * down to the speed of the cluster.
 */
final class Admission {
  private final int maxOutstanding;
  private final Clock clock;
  private final Semaphore room;

  Admission(int maxOutstanding, Clock clock) {
    this.maxOutstanding = maxOutstanding;
    this.clock = clock;
    this.room = new Semaphore(maxOutstanding);
  }

  /**
   * Takes a place, waiting for one at most until the deadline.
   *
   * @throws HyperDexException OVERLOADED or INTERRUPTED
   */
  void enter(long deadlineNanos) {
    if (room.tryAcquire()) {
      return;
    }
    try {
      if (!room.tryAcquire(deadlineNanos - clock.nowNanos(), TimeUnit.NANOSECONDS)) {
        throw Failures.crowded(maxOutstanding);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    }
  }

  void leave() {
    room.release();
  }
}
