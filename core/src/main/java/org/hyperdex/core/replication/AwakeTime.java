package org.hyperdex.core.replication;

import java.util.concurrent.TimeUnit;

/**
 * The time this process has worked, by the shard's clock. What it stood still does not count: a
 * process that was stopped for an hour may find requests of an hour ago before its door, and must
 * know of their clients what it knew then.
 */
final class AwakeTime {
  /** Turns follow each other faster than that unless the process stands still. */
  private static final long LONGEST_STEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long seenNanos;
  private long awakeNanos;

  /** The shard's clock shows {@code nowNanos}. */
  void advance(long nowNanos) {
    awakeNanos += Math.clamp(nowNanos - seenNanos, 0, LONGEST_STEP_NANOS);
    seenNanos = Math.max(seenNanos, nowNanos);
  }

  long nanos() {
    return awakeNanos;
  }
}
