package org.hyperdex.benchmarks;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * A closed loop: a fixed number of operations is under way at any time, a new one begins as soon as
 * one ends.
 */
final class ClosedLoop {
  private static final long LONGEST_NANOS = Duration.ofMinutes(1).toNanos();

  private ClosedLoop() {}

  /**
   * What a run was.
   *
   * @param operations how many operations ended
   * @param nanos how long that took
   * @param latencies of each operation, in nanoseconds
   */
  record Result(long operations, long nanos, Histogram latencies) {
    double perSecond() {
      return operations * 1e9 / nanos;
    }
  }

  /**
   * Runs {@code operation} for 0, 1, .. {@code count - 1} with {@code window} of them under way.
   */
  static Result run(int window, long count, LongFunction<CompletableFuture<?>> operation) {
    Histogram latencies = new ConcurrentHistogram(LONGEST_NANOS, 3);
    Semaphore room = new Semaphore(window);
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    long begun = System.nanoTime();
    for (long i = 0; i < count && failure.get() == null; i++) {
      room.acquireUninterruptibly();
      long started = System.nanoTime();
      var _ =
          operation
              .apply(i)
              .whenComplete((_, thrown) -> {
                latencies.recordValue(Math.min(LONGEST_NANOS, System.nanoTime() - started));
                if (thrown != null) {
                  failure.compareAndSet(null, thrown);
                }
                room.release();
              });
    }
    room.acquireUninterruptibly(window);
    Throwable thrown = failure.get();
    if (thrown != null) {
      throw new IllegalStateException("an operation failed; the run counts for nothing", thrown);
    }
    return new Result(count, System.nanoTime() - begun, latencies);
  }
}
