package org.hyperdex.client;

import java.time.Duration;
import org.hyperdex.core.protocol.RetryBudget;

/**
 * How one operation behaves.
 *
 * @param timeout how long it may take, all retries included, at most {@link
 *     RetryBudget#LONGEST_OPERATION}; for a search: how long to wait for each next object
 */
public record CallOptions(Duration timeout) {
  /** A timeout of 5 s. */
  public static final CallOptions DEFAULT = new CallOptions(Duration.ofSeconds(5));

  public CallOptions {
    requirePositive(timeout);
    RetryBudget.requireOperation(timeout);
  }

  /** Options with that timeout. */
  public static CallOptions timeout(Duration timeout) {
    return new CallOptions(timeout);
  }

  static void requirePositive(Duration timeout) {
    if (!timeout.isPositive()) {
      throw new IllegalArgumentException("a timeout must be positive, not " + timeout);
    }
  }
}
