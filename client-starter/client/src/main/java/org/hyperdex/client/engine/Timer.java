package org.hyperdex.client.engine;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One thread that looks at all that waits, every few milliseconds while anything does. So an
 * operation costs no timer of its own, and deadlines are as exact as the ticks are frequent.
 */
final class Timer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Timer.class.getName());
  private static final long TICK_NANOS = 5_000_000;
  private static final long IDLE_NANOS = 60_000_000_000L;
  private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

  private final Runnable tick;
  private final BooleanSupplier idle;
  private final Thread thread;
  private volatile boolean sleeping;
  private volatile boolean closed;

  Timer(Runnable tick, BooleanSupplier idle) {
    this.tick = tick;
    this.idle = idle;
    this.thread = Thread.ofPlatform().name("hyperdex-client-timer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** There is something to look at. Cheap if the timer is awake. */
  void wake() {
    if (sleeping) {
      sleeping = false;
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!closed) {
      // First the flag, then the look: what comes after the look finds the flag and wakes.
      sleeping = true;
      if (idle.getAsBoolean()) {
        LockSupport.parkNanos(this, IDLE_NANOS);
      }
      sleeping = false;
      LockSupport.parkNanos(this, TICK_NANOS);
      try {
        tick.run();
      } catch (RuntimeException e) {
        // A defect in one operation must not take the deadlines from all others.
        LOG.log(System.Logger.Level.ERROR, "a look at the waiting operations failed", e);
      }
    }
  }

  /** Stops the thread and waits for its end. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(CLOSE_TIMEOUT_MILLIS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
