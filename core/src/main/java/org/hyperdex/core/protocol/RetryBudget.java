package org.hyperdex.core.protocol;

import java.time.Duration;

/**
 * How long a client may try one operation, and how long servers must therefore remember how it
 * ended. Both sides check their settings against it when they start: exactly-once holds only as
 * long as no retry outlives the memory.
 *
 * <p>Servers remember for three times as long as clients try. A request may still be under way when
 * its client has given up: TCP sends again for about a quarter of an hour before it breaks off.
 */
public final class RetryBudget {
  /** The longest deadline of an operation, all retries included. */
  public static final Duration LONGEST_OPERATION = Duration.ofMinutes(10);

  /** The shortest time after which a server may forget a client that it has not heard of. */
  public static final Duration SHORTEST_SESSION_EXPIRY = LONGEST_OPERATION.multipliedBy(3);

  /** After which time a server forgets such a client if nobody says otherwise. */
  public static final Duration SESSION_EXPIRY = Duration.ofHours(1);

  private RetryBudget() {}

  /**
   * The deadline of an operation, if it is within the budget.
   *
   * @throws IllegalArgumentException if it is not
   */
  public static Duration requireOperation(Duration timeout) {
    if (timeout.compareTo(LONGEST_OPERATION) > 0) {
      throw new IllegalArgumentException(
          "the timeout of an operation must be at most %d minutes, not %s: servers do not remember"
                  .formatted(LONGEST_OPERATION.toMinutes(), timeout)
              + " outcomes for ever");
    }
    return timeout;
  }

  /**
   * The time after which a server forgets a client, if no client of the budget is forgotten early.
   *
   * @throws IllegalArgumentException if one could be
   */
  public static Duration requireSessionExpiry(Duration expiry) {
    if (expiry.compareTo(SHORTEST_SESSION_EXPIRY) < 0) {
      throw new IllegalArgumentException(
          "the session expiry must be at least %d minutes, not %s: clients retry for up to %d"
              .formatted(
                  SHORTEST_SESSION_EXPIRY.toMinutes(), expiry, LONGEST_OPERATION.toMinutes()));
    }
    return expiry;
  }
}
