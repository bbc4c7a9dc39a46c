package org.hyperdex.storage;

/** Monotonic nanoseconds since the server was made: the clock its shards and its lease run by. */
final class LeaseClock {
  private final long originNanos = System.nanoTime();

  long nanos() {
    return System.nanoTime() - originNanos;
  }

  /** The time at which {@link System#nanoTime} is {@code nanoTime}. */
  long of(long nanoTime) {
    return nanoTime - originNanos;
  }
}
