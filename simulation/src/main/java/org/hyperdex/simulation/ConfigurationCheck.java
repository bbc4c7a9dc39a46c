package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * What must hold from one configuration to the next: epochs never fall and rise with every change,
 * a chain never loses its last member nor keeps one that is away beside one that is there, only the
 * joiner of before comes to its end, and who is there leaves only if replicas enough stay.
 */
final class ConfigurationCheck {
  static final String NAME = "configuration";

  private ConfigurationCheck() {}

  static void check(Configuration before, Configuration after) {
    for (Space space : before.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          Optional<RegionRef> next = after.region(region.id());
          next.ifPresent(found -> {
            check(region, found.region());
            checkMembers(after, found.region());
            checkLeavers(region, found, after);
          });
        }
      }
    }
  }

  /** A live member leaves for no other reason than that its chain has more than it needs. */
  private static void checkLeavers(Region before, RegionRef after, Configuration configuration) {
    List<Long> left = new ArrayList<>(before.chain());
    left.removeAll(after.region().chain());
    boolean shortened = after.region().chain().size() < after.space().faultTolerance() + 1;
    if (shortened && left.stream().anyMatch(member -> isThere(configuration, member))) {
      throw new Violation(
          NAME, "a live member leaves from " + before + " to " + after.region() + " too soon");
    }
  }

  /** Whether a server is one that is available. */
  static boolean isThere(Configuration configuration, long member) {
    return configuration
        .server(member)
        .filter(server -> server.state() == ServerState.AVAILABLE)
        .isPresent();
  }

  /** Who is away stays in a chain only if nobody else is there who could go on alone. */
  private static void checkMembers(Configuration configuration, Region region) {
    long available =
        region.chain().stream().filter(member -> isThere(configuration, member)).count();
    if (available > 0 && available < region.chain().size()) {
      throw new Violation(NAME, "who is away stays in the chain: " + region);
    }
  }

  private static void check(Region before, Region after) {
    boolean changed =
        !before.chain().equals(after.chain()) || !before.joiner().equals(after.joiner());
    if (after.epoch() < before.epoch() || (changed && after.epoch() == before.epoch())) {
      throw new Violation(NAME, "the epoch does not rise from " + before + " to " + after);
    }
    if (before.chain().isEmpty()) {
      return;
    }
    List<Long> stayed = new ArrayList<>(before.chain());
    stayed.retainAll(after.chain());
    if (stayed.isEmpty()) {
      throw new Violation(NAME, "no member stays from " + before + " to " + after);
    }
    List<Long> came = new ArrayList<>(after.chain());
    came.removeAll(before.chain());
    boolean joined =
        came.isEmpty()
            || (came.size() == 1
                && before.joiner().isPresent()
                && came.getFirst() == before.joiner().getAsLong()
                && after.chain().getLast().equals(came.getFirst()));
    if (!joined) {
      throw new Violation(NAME, "who did not join is in the chain: " + before + " to " + after);
    }
    List<Long> kept = new ArrayList<>(after.chain());
    kept.removeAll(came);
    if (!kept.equals(stayed)) {
      throw new Violation(NAME, "the members changed places: " + before + " to " + after);
    }
  }
}
