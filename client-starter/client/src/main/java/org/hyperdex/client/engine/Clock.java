package org.hyperdex.client.engine;

import java.time.Duration;
import org.hyperdex.core.client.RetryMachine;

/** Nanoseconds since the client was made. */
final class Clock {
  private final long originNanos = System.nanoTime();

  long nowNanos() {
    return System.nanoTime() - originNanos;
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
