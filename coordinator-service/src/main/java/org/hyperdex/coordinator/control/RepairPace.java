package org.hyperdex.coordinator.control;

import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import org.hyperdex.core.cluster.Server;

/**
 * When chains may be changed to repair them. Each change interrupts the writes under way, which
 * then begin anew: so changes come with room between them, and together. When a server is lost, the
 * application goes on with the others first.
 *
 * <p>Times are nanoseconds of a clock that may begin anywhere. Not thread-safe.
 */
final class RepairPace {
  static final Duration BETWEEN_CHANGES = Duration.ofMillis(250);
  static final Duration AFTER_LOSS = Duration.ofMillis(500);

  private Set<Server> available = Set.of();
  private long restNanos;
  private long restSinceNanos;

  /**
   * These servers are available now; who is missing, or is another process, was lost or has left.
   */
  void see(Collection<Server> nowAvailable, long nowNanos) {
    Set<Server> seen = Set.copyOf(nowAvailable);
    if (!seen.containsAll(available)) {
      rest(AFTER_LOSS, nowNanos);
    }
    available = seen;
  }

  /** Chains are being changed. */
  void change(long nowNanos) {
    rest(BETWEEN_CHANGES, nowNanos);
  }

  /** Whether chains may be changed. */
  boolean mayChange(long nowNanos) {
    return nowNanos - restSinceNanos >= restNanos;
  }

  /** Forgets everything; for a leader that has just begun. */
  void clear() {
    available = Set.of();
    restNanos = 0;
  }

  private void rest(Duration length, long nowNanos) {
    restNanos = length.toNanos();
    restSinceNanos = nowNanos;
  }
}
