package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.ChainMessage.ScrubAsk;
import org.hyperdex.core.protocol.ChainMessage.ScrubTell;

/**
 * Differences between copies that may be none: what was compared was not read at one moment.
 *
 * <pre>
 * (none)   -> SEEN      a copy differs from the key region's row, and both are at rest
 * SEEN     -> ASKED     it has been so for the settling time: its holder is asked again
 * ASKED    -> settled   the answer to that very question is the same, and so is the key region's row
 * any      -> (none)    the answer is another, or none comes, or the epoch has changed
 * </pre>
 *
 * <p>What is settled is a difference for sure. When the question was sent the key region's row had
 * committed, so every member of its path had it, and nothing else; whatever a member got since has
 * come through this head, whose row would not be the same any more. That holds only for who leads,
 * and a head that was deposed may not know it: so a difference counts only while this server may
 * answer reads alone. In the same way only a holder that has a lease answers the question: it is
 * certainly a member still.
 */
final class Suspicions {
  private static final int MOST = 1_000;
  private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** Whose copy of what, and in which key region that is judged. */
  private record Name(long keyRegion, long copyRegion, long server, Bytes key) {}

  private record Asked(long keyRegion, long keyEpoch, long copyRegion, long server) {}

  private static final class Suspicion {
    private final long keyEpoch;
    private final KnownCopy expected;
    private final KnownCopy found;
    private final long sinceNanos;

    /** Names the question; 0 before it is asked. */
    private long token;

    private Suspicion(long keyEpoch, KnownCopy expected, KnownCopy found, long sinceNanos) {
      this.keyEpoch = keyEpoch;
      this.expected = expected;
      this.found = found;
      this.sinceNanos = sinceNanos;
    }
  }

  private final ShardState state;
  private final Confirmations confirmations;
  private final Map<Name, Suspicion> suspicions = new LinkedHashMap<>();
  private long tokens;

  Suspicions(ShardState state, Confirmations confirmations) {
    this.state = state;
    this.confirmations = confirmations;
  }

  /** A copy is as it must be. */
  void clear(Replica replica, ScrubTell tell, Bytes key) {
    suspicions.remove(name(replica, tell, key));
  }

  /** A copy differs; whether that is settled. */
  boolean settle(Replica replica, ScrubTell tell, KnownCopy expected, KnownCopy found) {
    Name name = name(replica, tell, found.key());
    Suspicion known = suspicions.get(name);
    if (known == null
        || known.keyEpoch != replica.epoch()
        || !known.expected.equals(expected)
        || !known.found.equals(found)) {
      suspicions.remove(name);
      if (suspicions.size() < MOST) {
        suspicions.put(name, new Suspicion(replica.epoch(), expected, found, state.nowNanos));
      }
      return false;
    }
    if (known.token == 0 || known.token != tell.token() || !confirmations.mayRead(replica)) {
      return false;
    }
    suspicions.remove(name);
    return true;
  }

  private static Name name(Replica replica, ScrubTell tell, Bytes key) {
    return new Name(replica.id(), tell.copyRegion(), tell.sender(), key);
  }

  /** Asks about what has lasted, and forgets what nobody confirms. */
  void tick(long settleNanos) {
    if (suspicions.isEmpty()) {
      return;
    }
    Map<Asked, List<KnownCopy>> questions = new LinkedHashMap<>();
    Iterator<Map.Entry<Name, Suspicion>> all = suspicions.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Name, Suspicion> entry = all.next();
      Name name = entry.getKey();
      Suspicion suspicion = entry.getValue();
      Replica replica = state.replicas.get(name.keyRegion);
      long ageNanos = state.nowNanos - suspicion.sinceNanos;
      if (replica == null
          || replica.epoch() != suspicion.keyEpoch
          || ageNanos > FORGET_NANOS + settleNanos) {
        all.remove();
      } else if (suspicion.token == 0 && ageNanos >= settleNanos) {
        if (confirmations.mayRead(replica)) {
          suspicion.token = tokens + 1;
          questions
              .computeIfAbsent(
                  new Asked(name.keyRegion, suspicion.keyEpoch, name.copyRegion, name.server),
                  _ -> new ArrayList<>())
              .add(suspicion.expected);
        } else {
          confirmations.confirm(replica);
        }
      }
    }
    tokens++;
    questions.forEach(this::ask);
  }

  /** All questions of one tick have one token: it tells them from those of walks and before. */
  private void ask(Asked about, List<KnownCopy> expected) {
    state
        .configuration
        .region(about.copyRegion)
        .ifPresent(where ->
            state.effects.sends.add(
                new TurnEffects.Send(
                    about.server,
                    new ScrubAsk(
                        about.copyRegion,
                        where.region().epoch(),
                        state.self,
                        about.keyRegion,
                        about.keyEpoch,
                        tokens,
                        expected))));
  }
}
