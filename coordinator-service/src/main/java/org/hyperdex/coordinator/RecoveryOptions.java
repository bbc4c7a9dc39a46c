package org.hyperdex.coordinator;

import java.time.Duration;
import org.hyperdex.core.coordinator.FailureDetector;
import org.hyperdex.core.coordinator.Repair;

/**
 * How failures are found and repaired.
 *
 * @param lease what a heartbeat grants a storage server; at least 100 ms. Servers send several in
 *     each
 * @param leaseMargin what is waited beyond a lease, for clocks that run at different speeds
 * @param refusedPortIsLoss whether a server is lost at once when its heartbeats break off and its
 *     host refuses connections to its port
 * @param replacementDelay how long the places of a lost server are kept for it
 * @param joinsPerServer how many regions a server sends at once, and how many it receives
 */
public record RecoveryOptions(
    Duration lease,
    Duration leaseMargin,
    boolean refusedPortIsLoss,
    Duration replacementDelay,
    int joinsPerServer) {
  private static final Duration SHORTEST_LEASE = Duration.ofMillis(100);

  /** Leases of a second, and five seconds for a lost server to return. */
  public static final RecoveryOptions DEFAULT =
      new RecoveryOptions(
          Duration.ofSeconds(1), Duration.ofMillis(200), true, Duration.ofSeconds(5), 8);

  public RecoveryOptions {
    if (lease.compareTo(SHORTEST_LEASE) < 0) {
      throw new IllegalArgumentException(
          "lease must be at least " + SHORTEST_LEASE.toMillis() + " ms: " + lease);
    }
    if (leaseMargin.isNegative()) {
      throw new IllegalArgumentException("lease-margin must not be negative: " + leaseMargin);
    }
    if (replacementDelay.isNegative()) {
      throw new IllegalArgumentException(
          "replacement-delay must not be negative: " + replacementDelay);
    }
    if (joinsPerServer < 1) {
      throw new IllegalArgumentException("joins-per-server must be positive: " + joinsPerServer);
    }
  }

  public RecoveryOptions withLease(Duration newLease, Duration newMargin) {
    return new RecoveryOptions(
        newLease, newMargin, refusedPortIsLoss, replacementDelay, joinsPerServer);
  }

  public RecoveryOptions withRefusedPortIsLoss(boolean is) {
    return new RecoveryOptions(lease, leaseMargin, is, replacementDelay, joinsPerServer);
  }

  public RecoveryOptions withReplacementDelay(Duration newDelay) {
    return new RecoveryOptions(lease, leaseMargin, refusedPortIsLoss, newDelay, joinsPerServer);
  }

  /** The same for the failure detector. */
  public FailureDetector.Settings detection() {
    return new FailureDetector.Settings(lease.toNanos(), leaseMargin.toNanos(), refusedPortIsLoss);
  }

  /** The same for repairs. */
  public Repair.Policy repair() {
    return new Repair.Policy(replacementDelay.toMillis(), joinsPerServer);
  }
}
