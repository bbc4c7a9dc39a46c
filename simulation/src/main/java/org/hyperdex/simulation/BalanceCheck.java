package org.hyperdex.simulation;

import java.util.IntSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.ServerState;

/**
 * When nothing has happened for long, servers have the same number of replicas, give or take one:
 * those who came since have their share.
 */
final class BalanceCheck {
  static final String NAME = "balance";

  private BalanceCheck() {}

  static void check(Configuration configuration) {
    Map<Long, Integer> replicas = new TreeMap<>();
    configuration.servers().stream()
        .filter(server -> server.state() == ServerState.AVAILABLE)
        .forEach(server -> replicas.put(server.id(), 0));
    configuration.spaces().stream()
        .flatMap(space -> space.subspaces().stream())
        .flatMap(subspace -> subspace.regions().stream())
        .flatMap(region -> region.chain().stream())
        .forEach(member -> replicas.merge(member, 1, Integer::sum));
    IntSummaryStatistics load =
        replicas.values().stream().mapToInt(Integer::intValue).summaryStatistics();
    if (load.getMax() - load.getMin() > 1) {
      throw new Violation(NAME, "long after everything has healed servers have " + replicas);
    }
  }
}
