package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.Iterator;
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
import org.hyperdex.core.protocol.ChainMessage.Propagate;
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
 */
final class Repairs {
  private record Name(long keyRegion, Bytes key) {}

  private record Plan(long keyEpoch, long dueNanos, Set<Long> wrongRegions) {}

  private final ShardState state;
  private final Chain chain;
  private final Map<Name, Plan> plans = new LinkedHashMap<>();
  private long repairs;

  Repairs(ShardState state, Chain chain) {
    this.state = state;
    this.chain = chain;
  }

  /** Plans to write the object again, when other differences of it have had time to show. */
  void plan(Replica replica, Divergence found, long delayNanos) {
    Plan plan =
        plans.computeIfAbsent(
            new Name(replica.id(), found.key()),
            _ -> new Plan(replica.epoch(), state.nowNanos + delayNanos, new TreeSet<>()));
    plan.wrongRegions.add(found.region());
  }

  void tick() {
    Iterator<Map.Entry<Name, Plan>> all = plans.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Name, Plan> entry = all.next();
      Plan plan = entry.getValue();
      if (state.nowNanos >= plan.dueNanos) {
        all.remove();
        Replica replica = state.replicas.get(entry.getKey().keyRegion);
        // Whoever leads after this server finds the differences anew.
        if (replica != null && replica.isHead() && replica.epoch() == plan.keyEpoch) {
          write(replica, entry.getKey().key, plan.wrongRegions);
        }
      }
    }
  }

  private void write(Replica replica, Bytes key, Set<Long> wrongRegions) {
    StoredRow newest = replica.newestRow(key);
    Bytes row = newest == null ? null : newest.row();
    repairs++;
    chain.apply(
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
        newest);
  }

  private static List<PathElement> path(
      Replica replica, Bytes key, @Nullable Bytes row, Set<Long> wrongRegions) {
    List<PathElement> path = new ArrayList<>();
    path.add(new PathElement(replica.id(), row == null ? Role.REMOVE : Role.KEEP));
    for (Subspace subspace : Copies.others(replica.space())) {
      long right =
          row == null ? 0 : Placement.regionOf(replica.space(), subspace, key, row).id();
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
