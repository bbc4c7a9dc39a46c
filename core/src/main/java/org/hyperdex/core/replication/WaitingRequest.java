package org.hyperdex.core.replication;

import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.RetryBudget;

/**
 * A request that waits at a server: for a configuration, or for the right to read.
 *
 * @param sinceNanos when it came
 */
record WaitingRequest(long link, ClientRequest request, long sinceNanos) {
  private static final long LONGEST_NANOS = RetryBudget.LONGEST_OPERATION.toNanos();

  /** Whether its client may still wait. What it has given up might not be known for a retry. */
  boolean isWanted(long nowNanos) {
    return nowNanos - sinceNanos <= LONGEST_NANOS;
  }
}
