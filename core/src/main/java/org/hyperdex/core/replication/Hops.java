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
   * @return null if this is the last stop; {@link Hop#NOWHERE} if the next has no server now
   */
  @Nullable Hop after(Replica replica, Propagate message) {
    List<Long> chain = replica.region().chain();
    if (replica.place() + 1 < chain.size()) {
      return new Hop(
          chain.get(replica.place() + 1), replica.id(), replica.epoch(), message.position());
    }
    for (int i = message.position() + 1; i < message.path().size(); i++) {
      RegionRef found = state.configuration.region(message.path().get(i).region()).orElse(null);
      if (found != null) {
        return found.region().head().isPresent()
            ? new Hop(
                found.region().head().getAsLong(), found.region().id(), found.region().epoch(), i)
            : Hop.NOWHERE;
      }
    }
    return null;
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
