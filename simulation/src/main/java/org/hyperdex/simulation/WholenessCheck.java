package org.hyperdex.simulation;

import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/** After the last fault has healed, every region comes back to all its replicas by itself. */
final class WholenessCheck {
  static final String NAME = "wholeness";

  private WholenessCheck() {}

  static void check(Configuration configuration) {
    for (Space space : configuration.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          if (region.chain().size() != space.faultTolerance() + 1 || region.joiner().isPresent()) {
            throw new Violation(NAME, "long after everything has healed there is " + region);
          }
          for (long member : region.chain()) {
            if (!ConfigurationCheck.isThere(configuration, member)) {
              throw new Violation(NAME, "server " + member + " is away and in " + region);
            }
          }
        }
      }
    }
  }
}
