package org.hyperdex.simulation;

import java.util.Set;
import java.util.TreeSet;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.OutcomeRecord;
import org.hyperdex.core.replication.Tombstone;

/**
 * Nothing is kept for ever: after the {@link FinalRound} no member remembers a removal from before
 * it, nor an outcome whose client has seen it; and of a space that is gone no disk has anything.
 */
final class LeftoverCheck {
  static final String NAME = "leftovers";

  private final Cluster cluster;
  private final Configuration configuration;
  private final FinalRound round;

  LeftoverCheck(Cluster cluster, Configuration configuration, FinalRound round) {
    this.cluster = cluster;
    this.configuration = configuration;
    this.round = round;
  }

  void run() {
    for (SimulatedServer server : cluster.servers.values()) {
      for (long region : server.running() ? server.store().regions() : Set.<Long>of()) {
        if (configuration.region(region).isEmpty()) {
          fail(server.id(), "something of region " + region + ", whose space is gone");
        }
      }
    }
    Set<Long> written = new TreeSet<>();
    round.regions(configuration).forEach(region -> written.add(region.id()));
    Space space = configuration.space(Population.SPACE).orElseThrow();
    for (Subspace subspace : space.subspaces()) {
      for (Region region : subspace.regions()) {
        for (long member : region.chain()) {
          check(member, region.id(), written);
        }
      }
    }
  }

  private void check(long member, long region, Set<Long> written) {
    SimulatedStore store = cluster.server(member).store();
    for (Tombstone one : store.tombstones(region)) {
      Version before = round.newestBefore(one.keyRegion());
      if (written.contains(one.keyRegion()) && one.version().compareTo(before) <= 0) {
        fail(member, "a removal in region " + region + " that everybody has passed: " + one);
      }
    }
    for (OutcomeRecord one : store.outcomes(region)) {
      long before = round.lastBefore(one.operation().client());
      if (written.contains(region) && one.operation().sequence() <= before) {
        fail(member, "an outcome in region " + region + " that its client has seen: " + one);
      }
    }
  }

  private static void fail(long server, String what) {
    throw new Violation(NAME, "server " + server + " still has " + what);
  }
}
