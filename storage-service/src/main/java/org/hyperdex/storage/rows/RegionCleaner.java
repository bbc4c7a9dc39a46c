package org.hyperdex.storage.rows;

import java.util.List;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is left of regions this server has no part in any more.
 *
 * <p>A region goes if no configuration can give it back: its space is gone, or it has all its
 * replicas elsewhere. One that is short of replicas stays, since this server may be asked for what
 * it still has.
 */
public final class RegionCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(RegionCleaner.class);

  private final RocksStore store;
  private final long self;

  /** Makes a cleaner of the rows of the server {@code self}. */
  public RegionCleaner(RocksStore store, long self) {
    this.store = store;
    this.self = self;
  }

  /**
   * Removes what {@code configuration} has no use for here. All shards must have adopted it, and
   * none may adopt a newer one meanwhile that brings a region back: regions never come back once
   * they go.
   */
  public void clean(Configuration configuration) {
    if (configuration.version() < store.adoptedVersion()) {
      // From a coordinator that lags behind: regions it does not know may be newer than it.
      return;
    }
    List<Long> unneeded =
        store.regions().stream().filter(region -> !needed(configuration, region)).toList();
    for (long region : unneeded) {
      store.drop(region);
      LOG.info("removed the rows of region {}, which this server no longer has", region);
    }
  }

  private boolean needed(Configuration configuration, long regionId) {
    return configuration
        .region(regionId)
        .map(ref -> {
          Region region = ref.region();
          return region.chain().contains(self)
              || region.joiner().stream().anyMatch(joiner -> joiner == self)
              || region.chain().size() <= ref.space().faultTolerance();
        })
        .orElse(false);
  }
}
