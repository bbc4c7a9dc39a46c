package org.hyperdex.simulation;

/** What is wrong with the disk of one server. */
final class DiskFaults {
  private static final long MAX_SYNC_NANOS = 5_000_000;
  private static final long MAX_SLOW_SYNC_NANOS = 60_000_000;

  private final EventLoop loop;
  private boolean refusesNext;
  private long slowUntilNanos;

  DiskFaults(EventLoop loop) {
    this.loop = loop;
  }

  /** Another process begins to use the disk. */
  void begin() {
    refusesNext = false;
  }

  /** Lets the disk refuse the next batch. */
  void refuseNext() {
    refusesNext = true;
  }

  void slow(long untilNanos) {
    slowUntilNanos = untilNanos;
  }

  /** Whether the batch that is about to be written is refused. */
  boolean refuses() {
    boolean refuses = refusesNext;
    refusesNext = false;
    return refuses;
  }

  /** How long a sync takes. */
  long syncNanos() {
    return loop.random()
        .nextLong(loop.nowNanos() < slowUntilNanos ? MAX_SLOW_SYNC_NANOS : MAX_SYNC_NANOS);
  }
}
