package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.ChainMessage.ScrubAsk;
import org.hyperdex.core.protocol.ChainMessage.ScrubTell;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;

/**
 * Compares the copies of objects in the background, and has those repaired that differ.
 *
 * <p>The head of an object's key region judges: its row is what gets answer, so it is the truth.
 * {@link ScrubWalk} sees to it that the head is told of every copy there is and asks for every copy
 * there must be; what differs is a suspicion ({@link Suspicions}) until it is settled, and then a
 * {@link Divergence}, which is logged, counted and repaired ({@link Repairs}). None is expected,
 * ever.
 */
final class Scrubber {
  private final ShardState state;
  private final ScrubWalk walk;
  private final Suspicions suspicions;
  private final Repairs repairs;
  private final Map<Divergence.Kind, Long> divergences = new EnumMap<>(Divergence.Kind.class);
  private ScrubOptions options = ScrubOptions.OFF;
  private long compared;

  Scrubber(ShardState state, Confirmations confirmations, Chain chain) {
    this.state = state;
    walk = new ScrubWalk(state);
    suspicions = new Suspicions(state, confirmations);
    repairs = new Repairs(state, chain);
  }

  void options(ScrubOptions newOptions) {
    options = newOptions;
    walk.options(newOptions);
  }

  /**
   * Goes on. In a tick the store shows all that has committed: what commits in the turn in which it
   * was applied does so when the turn ends.
   */
  void tick() {
    walk.tick();
    suspicions.tick(options.settleNanos());
    repairs.tick();
  }

  /** Takes a message; the shard has compared the epochs. */
  void receive(Replica replica, ChainMessage.Scrub message) {
    switch (message) {
      case ScrubAsk ask -> answer(replica, ask);
      case ScrubTell tell -> {
        if (replica.isHead() && replica.inKeySubspace()) {
          judge(replica, tell);
        }
      }
    }
  }

  private void answer(Replica replica, ScrubAsk ask) {
    if (ask.token() != 0 && !state.leased()) {
      // Others may have gone on without this server, and neither it nor the head have heard of it.
      return;
    }
    List<KnownCopy> differing = new ArrayList<>();
    for (KnownCopy expected : ask.expected()) {
      if (replica.isAtRest(expected.key())) {
        compared++;
        KnownCopy copy = Copies.of(expected.key(), state.store.read(replica.id(), expected.key()));
        if (!copy.equals(expected)) {
          differing.add(copy);
        }
      }
    }
    if (!differing.isEmpty()) {
      state.effects.sends.add(
          new TurnEffects.Send(
              ask.sender(),
              new ScrubTell(
                  ask.keyRegion(),
                  ask.keyEpoch(),
                  state.self,
                  replica.id(),
                  replica.epoch(),
                  ask.token(),
                  differing)));
    }
  }

  private void judge(Replica replica, ScrubTell tell) {
    Optional<RegionRef> where =
        state
            .configuration
            .region(tell.copyRegion())
            .filter(known ->
                known.space().id() == replica.space().id()
                    && known.region().epoch() == tell.copyEpoch()
                    && known.region().chain().contains(tell.sender()));
    if (where.isPresent()) {
      for (KnownCopy found : tell.found()) {
        judge(replica, tell, where.get(), found);
      }
    }
  }

  private void judge(Replica replica, ScrubTell tell, RegionRef where, KnownCopy found) {
    if (!replica.isAtRest(found.key())
        || Placement.keyRegion(replica.space(), found.key()).id() != replica.id()) {
      return;
    }
    compared++;
    StoredRow row = state.store.read(replica.id(), found.key());
    Version mine = row == null ? Version.NONE : row.version();
    if (tell.copyRegion() == replica.id()) {
      repairs.heard(replica, tell, found, mine);
    }
    KnownCopy expected = Copies.expected(where, replica.id(), found.key(), row);
    if (found.equals(expected)) {
      suspicions.clear(replica, tell, found.key());
    } else if (suspicions.settle(replica, tell, expected, found)) {
      Divergence divergence =
          new Divergence(
              replica.space().name(),
              tell.copyRegion(),
              tell.sender(),
              found.key(),
              Divergence.Kind.of(expected, found),
              expected.version(),
              found.version());
      divergences.merge(divergence.kind(), 1L, Long::sum);
      state.effects.divergences.add(divergence);
      repairs.propose(replica, divergence);
    }
  }

  ScrubCounts counts() {
    return new ScrubCounts(
        walk.walks(), walk.rows(), compared, repairs.count(), Map.copyOf(divergences));
  }
}
