package org.hyperdex.simulation;

/**
 * A process's own monotonic clock: it began at some time, runs a little fast or slow, and may jump
 * forward, as that of a machine does that was suspended. It never goes back.
 */
final class LocalClock {
  private static final double MILLION = 1e6;

  private final EventLoop loop;
  private long offsetNanos;
  private final double rate;
  private final int pace;

  /**
   * Makes a clock that is off by at most {@code driftPartsPerMillion}.
   *
   * @param pace how many times as fast as the network's all clocks run
   */
  LocalClock(EventLoop loop, int driftPartsPerMillion, int pace) {
    this.loop = loop;
    this.pace = pace;
    offsetNanos = loop.random().nextLong(1_000_000_000_000L);
    rate = pace * (1 + (loop.random().nextDouble() * 2 - 1) * driftPartsPerMillion / MILLION);
  }

  /** Lets {@code nanos} pass at once. */
  void jump(long nanos) {
    offsetNanos += nanos;
  }

  /** How many times as fast as the network's all clocks run. */
  int pace() {
    return pace;
  }

  long nowNanos() {
    return offsetNanos + (long) (loop.nowNanos() * rate);
  }
}
