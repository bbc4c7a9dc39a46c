package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.ChainMessage.KnownCopy;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ChainMessage.ScrubTell;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/**
 * Repairs the copies of an object: its head writes it again, as it is, under a new version.
 *
 * <p>The write goes the way of all writes and is as safe as they are, in every failover. It changes
 * nothing that a client could read but the version, so a repair does no harm even where nothing was
 * wrong. It builds on no earlier version, since the copies that are to be repaired may have none,
 * and also passes through the regions where copies were that do not belong there.
 *
 * <p>It may be the head that is wrong. So every repair needs the key region's {@link Consent}.
 */
final class Repairs {
  private record Name(long keyRegion, Bytes key) {}

  private record Plan(long keyEpoch, Set<Long> wrongRegions) {}

  private final ShardState state;
  private final Chain chain;
  private final Consent consent;
  private final Map<Name, Plan> proposals = new LinkedHashMap<>();

  /** The proposals that have the key region's consent. */
  private final Map<Name, Plan> plans = new LinkedHashMap<>();

  private long repairs;

  Repairs(ShardState state, Chain chain) {
    this.state = state;
    this.chain = chain;
    consent = new Consent(state);
  }

  /** Proposes to write the object again, with a later tick: it may differ at other places, too. */
  void propose(Replica replica, Divergence found) {
    add(proposals, replica, found.key(), Set.of(found.region()));
  }

  /** A copy in the key region is what {@code found} says. */
  void heard(Replica replica, ScrubTell tell, KnownCopy found, Version mine) {
    Set<Long> wrongRegions = consent.heard(replica, tell, found, mine);
    if (!wrongRegions.isEmpty()) {
      add(plans, replica, found.key(), wrongRegions);
    }
  }

  private static void add(Map<Name, Plan> to, Replica replica, Bytes key, Set<Long> wrongRegions) {
    to.computeIfAbsent(new Name(replica.id(), key), _ -> new Plan(replica.epoch(), new TreeSet<>()))
        .wrongRegions
        .addAll(wrongRegions);
  }

  /**
   * Carries out what has consent. Not where somebody writes the object at the moment: that write
   * may wait for the copy that is missing, and must not be taken for done because a newer one has
   * come. Nor where this server does not lead any more. The differences will be found again.
   */
  void tick() {
    askForConsent();
    plans.forEach((name, plan) -> {
      Replica replica = state.replicas.get(name.keyRegion);
      if (replica != null
          && replica.isHead()
          && replica.epoch() == plan.keyEpoch
          && replica.isAtRest(name.key)) {
        write(replica, name.key, plan.wrongRegions);
      }
    });
    plans.clear();
  }

  private void askForConsent() {
    consent.tick();
    proposals.forEach((name, proposal) -> {
      Replica replica = state.replicas.get(name.keyRegion);
      if (replica != null
          && replica.epoch() == proposal.keyEpoch
          && consent.ask(replica, name.key, proposal.wrongRegions)) {
        plans.put(name, proposal);
      }
    });
    proposals.clear();
  }

  private void write(Replica replica, Bytes key, Set<Long> wrongRegions) {
    StoredRow stored = state.store.read(replica.id(), key);
    Bytes row = stored == null ? null : stored.row();
    repairs++;
    chain.begin(
        replica,
        new Propagate(
            replica.id(),
            replica.epoch(),
            key,
            replica.issueVersion(),
            Version.NONE,
            // Nobody asks for the outcome; the next one takes its place.
            new OperationId(state.self, repairs),
            repairs - 1,
            row == null ? Outcome.DELETED : Outcome.OK,
            Optional.ofNullable(row),
            path(replica, key, row, wrongRegions),
            0,
            replica.stable.mark(),
            state.self),
        stored);
  }

  private static List<PathElement> path(
      Replica replica, Bytes key, @Nullable Bytes row, Set<Long> wrongRegions) {
    List<PathElement> path = new ArrayList<>();
    path.add(new PathElement(replica.id(), row == null ? Role.REMOVE : Role.KEEP));
    for (Subspace subspace : Copies.others(replica.space())) {
      long right = row == null ? 0 : Placement.regionOf(replica.space(), subspace, key, row).id();
      for (Region region : subspace.regions()) {
        if (region.id() != right && wrongRegions.contains(region.id())) {
          path.add(new PathElement(region.id(), Role.REMOVE));
        }
      }
      if (row != null) {
        path.add(new PathElement(right, Role.KEEP));
      }
    }
    return path;
  }

  /** How many objects were written again. */
  long count() {
    return repairs;
  }
}
