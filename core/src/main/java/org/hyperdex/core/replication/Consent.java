package org.hyperdex.core.replication;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.ChainMessage.ScrubAsk;
import org.hyperdex.core.protocol.ChainMessage.ScrubTell;
import org.hyperdex.core.protocol.Version;

/**
 * Asks the key region before an object is repaired.
 *
 * <p>It may be the head that has lost the object, or its newest version. So every other member of
 * the key region is asked what it has, and only if none has more than the head is the repair made.
 * Otherwise nobody can tell which of the two is right: all copies are kept, and the alarm stays.
 */
final class Consent {
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Nobody has this version, so whoever is asked for it says what it has. */
  private static final Version OF_NOBODY = new Version(Long.MAX_VALUE, Long.MAX_VALUE);

  private record Name(long keyRegion, Bytes key) {}

  private record Question(
      long keyEpoch, long token, long sinceNanos, Set<Long> wrongRegions, Set<Long> awaited) {}

  private final ShardState state;
  private final Map<Name, Question> questions = new LinkedHashMap<>();
  private long tokens;

  Consent(ShardState state) {
    this.state = state;
  }

  /**
   * Asks all other members of the key region; true if there are none.
   *
   * @param wrongRegions where copies were found that differ
   */
  boolean ask(Replica replica, Bytes key, Set<Long> wrongRegions) {
    Set<Long> others = new HashSet<>(replica.region().chain());
    others.remove(state.self);
    if (others.isEmpty()) {
      return true;
    }
    // Below 0, so that no answer is taken for one to a question about a suspicion.
    long token = --tokens;
    questions.put(
        new Name(replica.id(), key),
        new Question(replica.epoch(), token, state.nowNanos, Set.copyOf(wrongRegions), others));
    for (long member : others) {
      state.effects.sends.add(
          new TurnEffects.Send(
              member,
              new ScrubAsk(
                  replica.id(),
                  replica.epoch(),
                  state.self,
                  replica.id(),
                  replica.epoch(),
                  token,
                  List.of(new KnownCopy(key, OF_NOBODY, 0)))));
    }
    return false;
  }

  /**
   * A member says what it has.
   *
   * @param mine the version the head has
   * @return the regions the question named, if all have answered now and none has more than the
   *     head; otherwise empty
   */
  Set<Long> heard(Replica replica, ScrubTell tell, KnownCopy found, Version mine) {
    Name name = new Name(replica.id(), found.key());
    Question question = questions.get(name);
    if (question == null || question.token != tell.token()) {
      return Set.of();
    }
    if (question.keyEpoch != replica.epoch() || found.version().compareTo(mine) > 0) {
      questions.remove(name);
      return Set.of();
    }
    question.awaited.remove(tell.sender());
    if (!question.awaited.isEmpty()) {
      return Set.of();
    }
    questions.remove(name);
    return question.wrongRegions;
  }

  /** Forgets what was not answered: what is wrong will be found again. */
  void tick() {
    questions.values().removeIf(one -> state.nowNanos - one.sinceNanos > FORGET_NANOS);
  }
}
