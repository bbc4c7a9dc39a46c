package org.hyperdex.client.engine;

import java.util.Optional;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Configuration;
import org.jspecify.annotations.Nullable;

/** The newest configuration the client knows, and those who wait for one. For any thread. */
final class Configurations {
  private final Clock clock;
  private volatile @Nullable Configuration newest;

  Configurations(Clock clock) {
    this.clock = clock;
  }

  Optional<Configuration> newest() {
    return Optional.ofNullable(newest);
  }

  /** Takes a configuration, and says whether it is newer than what was known. */
  synchronized boolean offer(Configuration configuration) {
    Configuration known = newest;
    if (known != null && configuration.version() <= known.version()) {
      return false;
    }
    newest = configuration;
    notifyAll();
    return true;
  }

  /**
   * Waits until a configuration meets {@code condition}.
   *
   * @return that configuration; none if the deadline came first
   */
  synchronized Optional<Configuration> await(
      Predicate<Configuration> condition, long deadlineNanos) {
    while (true) {
      Configuration known = newest;
      if (known != null && condition.test(known)) {
        return Optional.of(known);
      }
      long leftNanos = deadlineNanos - clock.nowNanos();
      if (leftNanos <= 0) {
        return Optional.empty();
      }
      try {
        // At least a millisecond: a wait of zero would be one for ever.
        wait(Math.max(1, leftNanos / 1_000_000));
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
        throw Failures.interrupted();
      }
    }
  }
}
