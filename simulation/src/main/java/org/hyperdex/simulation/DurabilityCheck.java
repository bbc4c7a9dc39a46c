package org.hyperdex.simulation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.StoreChange;

/**
 * What must hold of the disks at every moment: a write that a client is told of is durable at every
 * member of its key region's chain, and of the chains of its row's other regions; and no row is
 * ever replaced by an older one.
 */
final class DurabilityCheck {
  static final String NAME = "durability";

  private record Written(long region, Bytes key, Version version) {}

  private final Map<Long, SimulatedServer> servers;

  /** The rows that writes left, by the region they were written in. */
  private final Map<Written, StoredRow> rows = new HashMap<>();

  /** The newest version that has committed somewhere in the region, by region and key. */
  private final Map<Written, Version> committed = new HashMap<>();

  DurabilityCheck(Map<Long, SimulatedServer> servers) {
    this.servers = servers;
  }

  /** {@code head} is about to tell a client that its write of {@code key} succeeded. */
  void answers(SimulatedServer head, long region, Bytes key, Version version) {
    Configuration configuration = head.adopted();
    Optional<RegionRef> found = configuration.region(region);
    if (found.isEmpty()) {
      return;
    }
    check(configuration, region, key, version);
    StoredRow row = rows.get(new Written(region, key, version));
    Version newest = committed.getOrDefault(new Written(region, key, Version.NONE), version);
    boolean superseded = newest.compareTo(version) > 0;
    if (row == null || superseded) {
      // Who came to the other regions since need not have heard of what was there before.
      return;
    }
    List<Subspace> subspaces = found.get().space().subspaces();
    for (Subspace subspace : subspaces.subList(1, subspaces.size())) {
      long place = Placement.regionOf(found.get().space(), subspace, key, row.row()).id();
      check(configuration, place, key, version);
    }
  }

  private void check(Configuration configuration, long region, Bytes key, Version version) {
    List<Long> chain = configuration.region(region).orElseThrow().region().chain();
    for (long member : chain) {
      SimulatedServer server = servers.get(member);
      if (server == null) {
        throw new IllegalStateException("there is no server " + member);
      }
      Version durable = server.store().durableVersion(region, key);
      if (durable.compareTo(version) < 0) {
        throw new Violation(
            NAME,
            "a client is told that %s is at %s, and server %d has %s in region %d"
                .formatted(key.toUtf8(), version, member, durable, region));
      }
    }
  }

  /** {@code server} is about to write {@code changes}. */
  void writes(SimulatedServer server, List<StoreChange> changes) {
    for (StoreChange change : changes) {
      if (change instanceof StoreChange.RemovePending(long at, Bytes of, Version done)) {
        committed.merge(
            new Written(at, of, Version.NONE), done, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
      if (change instanceof StoreChange.PutRow(long region, Bytes key, StoredRow row)) {
        rows.put(new Written(region, key, row.version()), row);
        Version before = server.store().writtenVersion(region, key);
        if (row.version().compareTo(before) < 0) {
          throw new Violation(
              NAME,
              "%s goes back from %s to %s in region %d at server %d"
                  .formatted(key.toUtf8(), before, row.version(), region, server.id()));
        }
      }
    }
  }
}
