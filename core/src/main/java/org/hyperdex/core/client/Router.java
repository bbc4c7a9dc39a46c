package org.hyperdex.core.client;

import java.util.OptionalLong;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.query.Predicate;

/** Finds the regions a request concerns, and the server of a region's chain to ask. */
public final class Router {
  private Router() {}

  /** The region whose head is the point leader of the object with the encoded key {@code key}. */
  public static Region keyRegion(Space space, Bytes key) {
    return Placement.keyRegion(space, key);
  }

  /**
   * The subspace in which {@code predicate} intersects the fewest regions, and those regions; none
   * if the predicate contradicts itself.
   */
  public static Pruning.Chosen searched(Space space, Predicate predicate) {
    return Pruning.cheapest(space, predicate);
  }

  /** The server to ask; empty while the region has none. Any member may answer a search. */
  public static OptionalLong server(Region region, Access access) {
    return switch (access) {
      case GET, WRITE -> region.head();
      case SEARCH -> region.tail();
    };
  }
}
