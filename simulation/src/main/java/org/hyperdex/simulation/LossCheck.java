package org.hyperdex.simulation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * A region of a space that is still there is gone only if it had one member, and somebody has
 * accepted that very loss.
 */
final class LossCheck {
  static final String NAME = "loss";

  private final Set<Long> accepted = new TreeSet<>();
  private final Set<String> spaces = new TreeSet<>();

  /** Somebody is about to give up what only {@code server} had of {@code space}. */
  void accepted(long server, String space) {
    accepted.add(server);
    spaces.add(space);
  }

  /** Whether some of a space was given up, so that copies may differ until they are compared. */
  boolean concerns(String space) {
    return spaces.contains(space);
  }

  /** Configuration {@code after} follows {@code before}. */
  void published(Configuration before, Configuration after) {
    for (Space space : before.spaces()) {
      if (after.space(space.name()).isPresent()) {
        for (Subspace subspace : space.subspaces()) {
          for (Region region : subspace.regions()) {
            if (after.region(region.id()).isEmpty()) {
              check(region);
            }
          }
        }
      }
    }
  }

  private void check(Region lost) {
    if (accepted.stream().noneMatch(server -> lost.chain().equals(List.of(server)))) {
      throw new Violation(NAME, "nobody has accepted the loss of " + lost);
    }
  }
}
