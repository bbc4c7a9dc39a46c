package org.hyperdex.simulation;

import java.util.Collection;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/** At every moment at most one server has a lease and takes itself for the head of a region. */
final class LeaseCheck {
  static final String NAME = "lease";

  private LeaseCheck() {}

  /** {@code server} has a new configuration or another lease. */
  static void check(SimulatedServer server, Collection<SimulatedServer> all) {
    if (!server.leased()) {
      return;
    }
    for (Space space : server.adopted().spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          if (leads(server, region.id())) {
            all.stream()
                .filter(other -> other != server && other.leased() && leads(other, region.id()))
                .forEach(other -> fail(region, server, other));
          }
        }
      }
    }
  }

  private static boolean leads(SimulatedServer server, long region) {
    return server
        .adopted()
        .region(region)
        .filter(found -> found.region().head().orElse(0) == server.id())
        .isPresent();
  }

  private static void fail(Region region, SimulatedServer one, SimulatedServer other) {
    throw new Violation(
        NAME,
        "servers %d and %d both lead region %d under a lease"
            .formatted(one.id(), other.id(), region.id()));
  }
}
