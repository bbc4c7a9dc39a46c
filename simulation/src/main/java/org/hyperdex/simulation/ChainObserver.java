package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.simulation.Transitions.Table;

/** Sees what becomes of chains and joiners from one configuration to the next. */
final class ChainObserver {
  private final Transitions transitions;

  ChainObserver(Transitions transitions) {
    this.transitions = transitions;
  }

  /** Configuration {@code after} follows {@code before}. */
  void published(Configuration before, Configuration after) {
    for (Space space : before.spaces()) {
      boolean stays = after.space(space.name()).isPresent();
      for (Subspace subspace : stays ? space.subspaces() : List.<Subspace>of()) {
        for (Region region : subspace.regions()) {
          Optional<RegionRef> found = after.region(region.id());
          if (found.isPresent()) {
            changed(region, found.get(), after);
          } else {
            passed("given up -> another region");
          }
        }
      }
    }
  }

  private void changed(Region before, RegionRef ref, Configuration configuration) {
    Region after = ref.region();
    if (before.chain().isEmpty() && !after.chain().isEmpty()) {
      passed("nobody -> members");
    }
    if (before.joiner().isEmpty() && after.joiner().isPresent()) {
      boolean lacks = after.chain().size() < ref.space().faultTolerance() + 1;
      passed(lacks ? "lacks replicas -> has a joiner" : "is complete -> has a joiner");
    }
    if (before.joiner().isPresent() && !before.joiner().equals(after.joiner())) {
      boolean joined = after.chain().contains(before.joiner().getAsLong());
      passed(joined ? "joiner -> member" : "joiner -> out");
    }
    for (long member : before.chain()) {
      if (!after.chain().contains(member)) {
        boolean there = ConfigurationCheck.isThere(configuration, member);
        boolean led = before.chain().getFirst() == member;
        passed((there ? led ? "live head" : "live member" : "member that is away") + " -> out");
      }
    }
  }

  private void passed(String row) {
    transitions.passed(Table.CHAIN, row);
  }
}
