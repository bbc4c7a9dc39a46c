package org.hyperdex.simulation;

/** A process's own monotonic clock: it began at some time and runs a little fast or slow. */
final class LocalClock {
  private static final double MILLION = 1e6;

  private final EventLoop loop;
  private final long offsetNanos;
  private final double rate;

  /** Makes a clock that is off by at most {@code driftPartsPerMillion}. */
  LocalClock(EventLoop loop, int driftPartsPerMillion) {
    this.loop = loop;
    offsetNanos = loop.random().nextLong(1_000_000_000_000L);
    rate = 1 + (loop.random().nextDouble() * 2 - 1) * driftPartsPerMillion / MILLION;
  }

  long nowNanos() {
    return offsetNanos + (long) (loop.nowNanos() * rate);
  }
}
