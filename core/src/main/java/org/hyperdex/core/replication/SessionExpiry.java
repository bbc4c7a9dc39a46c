package org.hyperdex.core.replication;

import java.time.Duration;
import org.hyperdex.core.protocol.RetryBudget;

/**
 * Forgets clients that have gone without saying so, a bounded portion at a time.
 *
 * <p>Every replica of a key region decides for itself, by its own clock: whoever becomes the head
 * has known the client for the whole expiry, or longer.
 */
final class SessionExpiry {
  private static final int MOST_PER_TICK = 1_000;

  private final ShardState state;
  private long expiryNanos = RetryBudget.SESSION_EXPIRY.toNanos();

  SessionExpiry(ShardState state) {
    this.state = state;
  }

  void after(Duration expiry) {
    expiryNanos = RetryBudget.requireSessionExpiry(expiry).toNanos();
  }

  void tick() {
    int left = MOST_PER_TICK;
    for (Replica replica : state.replicas.values()) {
      left -=
          replica.sessions.expire(
              expiryNanos,
              left,
              forgotten ->
                  state.effects.changes.add(
                      new StoreChange.RemoveOutcome(replica.id(), forgotten)));
    }
  }
}
