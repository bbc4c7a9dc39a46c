package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/** Opens, updates and closes the replicas of a shard as configurations say. */
final class Regions {
  private final ShardState state;
  private final LongPredicate ownsRegion;
  private final Chain chain;

  Regions(ShardState state, LongPredicate ownsRegion, Chain chain) {
    this.state = state;
    this.ownsRegion = ownsRegion;
    this.chain = chain;
  }

  /**
   * Takes over what {@code newer} says of this server's regions.
   *
   * @return the reads that waited at an epoch that is over: they must be decided again
   */
  List<WaitingRequest> adopt(Configuration newer) {
    Set<Long> present = new HashSet<>();
    List<WaitingRequest> parked = new ArrayList<>();
    for (Space space : newer.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          int place = region.chain().indexOf(state.self);
          boolean joins = region.joiner().isPresent() && region.joiner().getAsLong() == state.self;
          if ((place >= 0 || joins) && ownsRegion.test(region.id())) {
            present.add(region.id());
            adopt(new Configuration.RegionRef(space, subspace, region), place, parked);
          }
        }
      }
    }
    state
        .replicas
        .values()
        .removeIf(replica -> {
          boolean gone = !present.contains(replica.id());
          if (gone) {
            leave(replica, parked);
          }
          return gone;
        });
    return parked;
  }

  private void adopt(Configuration.RegionRef ref, int place, List<WaitingRequest> parked) {
    Replica replica = state.replicas.get(ref.region().id());
    if (replica == null) {
      state.replicas.put(ref.region().id(), open(ref, place));
      return;
    }
    if (replica.epoch() != ref.region().epoch()) {
      parked.addAll(replica.reads.takeAll());
    }
    if (place == Replica.JOINING && !replica.isJoining()) {
      leave(replica, parked);
    }
    replica.adopt(ref, place);
  }

  /**
   * At its first epoch a region has no past. At any other, others may have let objects go, or this
   * server in an earlier life.
   */
  private Replica open(Configuration.RegionRef ref, int place) {
    long sinceNanos = ref.region().epoch() == 1 ? Long.MIN_VALUE : state.nowNanos;
    return new Replica(
        ref, place, state.store, new RecentMoves(state.moveRoom, sinceNanos), state.awake);
  }

  private void leave(Replica replica, List<WaitingRequest> parked) {
    chain.abandon(replica);
    parked.addAll(replica.reads.takeAll());
    replica.outgoing = null;
    replica.moves.restart(state.nowNanos);
  }
}
