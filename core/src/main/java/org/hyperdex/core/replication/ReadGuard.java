package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.RetryBudget;

/**
 * What one replica knows of its right to answer reads, and the reads that wait for it.
 *
 * <p>A round asks every other member of the chain. Reads that come while it is under way wait for
 * the next one: an answer says nothing about the time after it was given.
 */
final class ReadGuard {
  /**
   * A read that waits, or a write whose refusal would be one.
   *
   * @param sinceNanos when it came
   */
  record Parked(long link, ClientRequest request, long sinceNanos) {
    /** Whether its client may still wait. What it has given up might not be known for a retry. */
    boolean isWanted(long nowNanos) {
      return nowNanos - sinceNanos <= RetryBudget.LONGEST_OPERATION.toNanos();
    }
  }

  /** The epoch at which a round has succeeded; 0 before the first. */
  long confirmedEpoch;

  /** Names the round under way. */
  long token;

  /** The members that have not answered in the round under way; empty if none is. */
  final Set<Long> awaited = new HashSet<>();

  /** The reads of the round under way. */
  List<Parked> inRound = new ArrayList<>();

  /** The reads of the round after it. */
  List<Parked> forNextRound = new ArrayList<>();

  boolean isEmpty() {
    return inRound.isEmpty() && forNextRound.isEmpty();
  }

  /** Ends the round, and hands over all that wait. */
  List<Parked> takeAll() {
    List<Parked> all = inRound;
    all.addAll(forNextRound);
    inRound = new ArrayList<>();
    forNextRound = new ArrayList<>();
    awaited.clear();
    return all;
  }
}
