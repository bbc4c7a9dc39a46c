package org.hyperdex.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Placement;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.simulation.check.KeyText;

/**
 * What must hold when nothing is under way: replicas of a region are identical, every object is in
 * exactly one region of each subspace and equals its key region's row, no write is pending, and
 * indices are right ({@link IndexCheck}).
 */
final class QuietCheck {
  private final Configuration configuration;
  private final Map<Long, SimulatedServer> servers;

  QuietCheck(Configuration configuration, Map<Long, SimulatedServer> servers) {
    this.configuration = configuration;
    this.servers = servers;
  }

  /** Checks everything; the objects there are. */
  Map<Bytes, StoredRow> run(String spaceName) {
    for (SimulatedServer server : servers.values()) {
      if (server.pendingWrites() != 0
          || server.store().pendingRecords(region -> isMember(region, server.id())) != 0) {
        throw new Violation(
            "quiet", "server " + server.id() + " has pending writes when all is quiet");
      }
    }
    Space space = configuration.space(spaceName).orElseThrow();
    Map<Bytes, StoredRow> objects = objectsOf(space, space.keySubspace());
    for (Subspace subspace : space.subspaces()) {
      Map<Bytes, StoredRow> copies = objectsOf(space, subspace);
      if (!copies.equals(objects)) {
        throw new Violation(
            "quiet",
            "subspace %d has %s and the key subspace %s"
                .formatted(subspace.id(), copies.keySet(), objects.keySet()));
      }
    }
    new IndexCheck(configuration, servers).run();
    return objects;
  }

  private boolean isMember(long region, long server) {
    return configuration
        .region(region)
        .filter(found -> found.region().chain().contains(server))
        .isPresent();
  }

  private Map<Bytes, StoredRow> objectsOf(Space space, Subspace subspace) {
    Map<Bytes, StoredRow> objects = new TreeMap<>();
    for (Region region : subspace.regions()) {
      Map<Bytes, StoredRow> rows = replicasAgree(region);
      rows.forEach((key, row) -> {
        if (Placement.regionOf(space, subspace, key, row.row()).id() != region.id()) {
          throw new Violation("quiet", "object " + KeyText.of(key) + " is in the wrong region");
        }
        if (objects.put(key, row) != null) {
          throw new Violation("quiet", "object " + KeyText.of(key) + " is in two regions");
        }
      });
    }
    return objects;
  }

  private Map<Bytes, StoredRow> replicasAgree(Region region) {
    List<Map<Bytes, StoredRow>> replicas =
        region.chain().stream()
            .map(server -> Objects.requireNonNull(servers.get(server)).store().rows(region.id()))
            .toList();
    if (replicas.stream().distinct().count() > 1) {
      throw new Violation("quiet", "the replicas of region " + region.id() + " differ");
    }
    return replicas.getFirst();
  }
}
