package org.hyperdex.core.replication;

import java.util.concurrent.TimeUnit;

/**
 * How much a shard does to compare its copies with those of others.
 *
 * @param bytesPerSecond how many bytes of rows its walks read; 0 for no walks: then it only answers
 *     others
 * @param pauseNanos how long after a walk the next one begins, and the first after the start
 * @param settleNanos how long a difference must last to be one
 */
public record ScrubOptions(long bytesPerSecond, long pauseNanos, long settleNanos) {
  private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** No walks. */
  public static final ScrubOptions OFF = new ScrubOptions(0, 0, SETTLE_NANOS);

  public ScrubOptions {
    if (bytesPerSecond < 0 || pauseNanos < 0 || settleNanos < 0) {
      throw new IllegalArgumentException("a rate or a time of a scrubber is negative");
    }
  }

  /** What each of so many shards does if this is for all of them. */
  public ScrubOptions share(int shards) {
    return new ScrubOptions(Math.ceilDiv(bytesPerSecond, shards), pauseNanos, settleNanos);
  }

  /** Walks at that rate, with that pause. */
  public static ScrubOptions of(long bytesPerSecond, long pauseNanos) {
    return new ScrubOptions(bytesPerSecond, pauseNanos, SETTLE_NANOS);
  }
}
