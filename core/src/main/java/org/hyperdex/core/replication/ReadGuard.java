package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one replica knows of its right to answer reads, and what waits for it: reads, and writes
 * whose refusal would be one.
 *
 * <p>A round asks every other member of the chain. Reads that come while it is under way wait for
 * the next one: an answer says nothing about the time after it was given.
 */
final class ReadGuard {
  /** The epoch at which a round has succeeded; 0 before the first. */
  long confirmedEpoch;

  /** Names the round under way. */
  long token;

  /** The members that have not answered in the round under way; empty if none is. */
  final Set<Long> awaited = new HashSet<>();

  /** The reads of the round under way. */
  List<WaitingRequest> inRound = new ArrayList<>();

  /** The reads of the round after it. */
  List<WaitingRequest> forNextRound = new ArrayList<>();

  boolean isEmpty() {
    return inRound.isEmpty() && forNextRound.isEmpty();
  }

  /** Ends the round, and hands over all that wait. */
  List<WaitingRequest> takeAll() {
    List<WaitingRequest> all = inRound;
    all.addAll(forNextRound);
    inRound = new ArrayList<>();
    forNextRound = new ArrayList<>();
    awaited.clear();
    return all;
  }
}
