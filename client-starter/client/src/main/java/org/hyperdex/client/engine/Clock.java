package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.protocol.RetryBudget;

/**
 * Nanoseconds since the client was made, also those in which its machine was suspended.
 *
 * <p>The monotonic clock of many systems stands still while the machine does, and servers forget a
 * client meanwhile: a client that went on with an operation of before might have it carried out
 * twice. So time is also taken to have passed when the clock on the wall has run ahead of the
 * monotonic one by more than an operation may last; what is shorter, sleep or a clock that is set,
 * is within what servers remember beyond that. Time never goes back. Thread-safe.
 */
final class Clock {
  private static final long SHORTEST_SLEEP_NANOS = RetryBudget.LONGEST_OPERATION.toNanos();

  private final LongSupplier monotonicNanos;
  private final LongSupplier wallMillis;
  private final long originNanos;
  private final long originMillis;
  private final AtomicLong sleptNanos = new AtomicLong();

  Clock() {
    this(System::nanoTime, System::currentTimeMillis);
  }

  Clock(LongSupplier monotonicNanos, LongSupplier wallMillis) {
    this.monotonicNanos = monotonicNanos;
    this.wallMillis = wallMillis;
    originNanos = monotonicNanos.getAsLong();
    originMillis = wallMillis.getAsLong();
  }

  long nowNanos() {
    long awakeNanos = monotonicNanos.getAsLong() - originNanos;
    long wallNanos = TimeUnit.MILLISECONDS.toNanos(wallMillis.getAsLong() - originMillis);
    long known = sleptNanos.get();
    if (wallNanos - awakeNanos - known > SHORTEST_SLEEP_NANOS) {
      sleptNanos.compareAndSet(known, wallNanos - awakeNanos);
    }
    return awakeNanos + sleptNanos.get();
  }

  /** The time {@code timeout} from now. */
  long deadlineNanos(Duration timeout) {
    long nowNanos = nowNanos();
    // A timeout of centuries must not overflow into the past.
    long timeoutNanos =
        timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0
            ? Long.MAX_VALUE
            : timeout.toNanos();
    return timeoutNanos > RetryMachine.NO_DEADLINE - nowNanos
        ? RetryMachine.NO_DEADLINE
        : nowNanos + timeoutNanos;
  }
}
