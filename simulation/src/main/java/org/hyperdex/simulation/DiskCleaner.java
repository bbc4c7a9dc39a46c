package org.hyperdex.simulation;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;

/**
 * Removes what there is of regions the newest configuration has no use for, as the product does:
 * those whose space is gone; and of indices that were dropped.
 */
final class DiskCleaner {
  private final ServerContext context;
  private final SimulatedServer server;

  DiskCleaner(ServerContext context, SimulatedServer server) {
    this.context = context;
    this.server = server;
  }

  /** Looks once. */
  void clean(Configuration adopted) {
    SimulatedStore store = server.store();
    long version = adopted.version();
    for (long region : version == 0 ? List.<Long>of() : store.regions()) {
      Optional<RegionRef> found = adopted.region(region);
      if (context.bug().unneeded(found, server.id())) {
        // The shard itself has nothing of the region any more.
        remove(region, version, () -> store.drop(region));
      } else if (found.isPresent() && !context.bug().is(PlantedBug.INDEX_NOT_WIPED)) {
        for (long index : List.copyOf(store.indices(region).keySet())) {
          if (found.get().space().indices().stream().noneMatch(one -> one.id() == index)) {
            remove(region, version, () -> store.wipe(region, index));
          }
        }
      }
    }
  }

  /** In the turn of the region's shard, if that knows no newer configuration by then. */
  private void remove(long region, long version, Runnable removal) {
    server.deliver(
        region,
        shard -> {
          if (shard.configurationVersion() == version) {
            removal.run();
          }
        });
  }
}
