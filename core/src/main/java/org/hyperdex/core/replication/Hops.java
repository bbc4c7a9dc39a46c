package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.replication.PendingWrite.Hop;
import org.jspecify.annotations.Nullable;

/** Finds the stops of a write's path under the configuration the shard has. */
final class Hops {
  private final ShardState state;

  Hops(ShardState state) {
    this.state = state;
  }

  /**
   * Where a write goes from here: down the chain, then to the head of the next path element.
   *
   * @return null if this is the last stop; {@link Hop#NOWHERE} if the next has no server now, or is
   *     not known yet
   */
  @Nullable Hop after(Replica replica, Propagate message) {
    List<Long> chain = replica.region().chain();
    if (replica.place() + 1 < chain.size()) {
      return new Hop(
          chain.get(replica.place() + 1), replica.id(), replica.epoch(), message.position());
    }
    for (int i = message.position() + 1; i < message.path().size(); i++) {
      long next = message.path().get(i).region();
      RegionRef found = state.configuration.region(next).orElse(null);
      if (found != null && found.region().head().isPresent()) {
        return new Hop(found.region().head().getAsLong(), next, found.region().epoch(), i);
      }
      if (found != null || !isGivenUp(replica, next)) {
        return Hop.NOWHERE;
      }
    }
    return null;
  }

  /**
   * Whether a region of the space of {@code replica} was given up. Another one has come into its
   * place then, under a later id; a region that is later than all that are known here is one of
   * those that this server has yet to hear of.
   */
  boolean isGivenUp(Replica replica, long region) {
    return state.configuration.region(region).isEmpty()
        && replica.space().subspaces().stream()
            .flatMap(subspace -> subspace.regions().stream())
            .anyMatch(known -> known.id() > region);
  }

  /**
   * The path by which a write goes on to {@code next}: without the regions in between, which were
   * given up. So who is there finds who is here before itself, whatever configuration it has.
   */
  static List<PathElement> path(Propagate message, Hop next) {
    List<PathElement> path = message.path();
    int here = message.position();
    if (next.position() <= here + 1) {
      return path;
    }
    List<PathElement> rest = new ArrayList<>(path.subList(0, here + 1));
    rest.addAll(path.subList(next.position(), path.size()));
    return rest;
  }

  /** The place of {@code next} in that path. */
  static int position(Propagate message, Hop next) {
    return Math.min(next.position(), message.position() + 1);
  }

  /** From which path element {@code message} has come to {@code replica}, which is at its epoch. */
  static int before(Replica replica, Propagate message) {
    return replica.place() > 0 ? message.position() : message.position() - 1;
  }
}
