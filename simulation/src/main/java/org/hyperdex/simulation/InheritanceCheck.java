package org.hyperdex.simulation;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.protocol.OperationId;

/**
 * Who joins a chain remembers on its own disk what the tail before it has committed and remembers:
 * rows, removals, and the outcomes of operations. Whatever of it is missing may be needed by the
 * next retry, or by a write that was long under way.
 */
final class InheritanceCheck {
  static final String NAME = "inheritance";

  private final Map<Long, SimulatedServer> servers;
  private final Predicate<OperationId> answered;

  /**
   * @param answered whether a client wants no answer of an operation any more: what comes late of
   *     it may be remembered by some and not by others
   */
  InheritanceCheck(Map<Long, SimulatedServer> servers, Predicate<OperationId> answered) {
    this.servers = servers;
    this.answered = answered;
  }

  /** Configuration {@code after} follows {@code before}. */
  void published(Configuration before, Configuration after) {
    for (Space space : before.spaces()) {
      for (Subspace subspace : space.subspaces()) {
        for (Region region : subspace.regions()) {
          after.region(region.id()).ifPresent(found -> published(region, found.region()));
        }
      }
    }
  }

  private void published(Region before, Region after) {
    boolean joined =
        before.joiner().isPresent()
            && !before.chain().isEmpty()
            && after.chain().contains(before.joiner().getAsLong());
    if (joined) {
      SimulatedServer tail = Objects.requireNonNull(servers.get(before.chain().getLast()));
      SimulatedServer joiner = Objects.requireNonNull(servers.get(before.joiner().getAsLong()));
      compare(before.id(), tail, joiner);
    }
  }

  private void compare(long region, SimulatedServer tail, SimulatedServer joiner) {
    tail.store()
        .missingAt(region, joiner.store(), answered)
        .ifPresent(missing -> {
          throw new Violation(
              NAME,
              "server %d joins region %d and does not remember what server %d does: %s"
                  .formatted(joiner.id(), region, tail.id(), missing));
        });
  }
}
