package org.hyperdex.storage.rows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.ServerState;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what is left of regions this server has no part in any more, when it is of no use.
 *
 * <p>A region whose space is gone is of no use. One that goes on elsewhere is kept for an hour
 * after it has become whole there: if this server is asked to join it again, it needs only what has
 * changed. Used by one thread.
 */
public final class RegionCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(RegionCleaner.class);
  private static final long KEPT_NANOS = TimeUnit.HOURS.toNanos(1);

  private final RocksStore store;
  private final long self;

  /** Since when a region has been whole without this server. */
  private final Map<Long, Long> wholeSinceNanos = new HashMap<>();

  /** Makes a cleaner of the rows of the server {@code self}. */
  public RegionCleaner(RocksStore store, long self) {
    this.store = store;
    this.self = self;
  }

  /**
   * The regions {@code configuration}, which all shards have adopted, has no use for here. Each is
   * to be {@linkplain #remove removed} by its shard, if that has adopted no newer one meanwhile.
   */
  public List<Long> unneeded(Configuration configuration, long nowNanos) {
    if (configuration.version() < store.adoptedVersion() || configuration.version() == 0) {
      // From a coordinator that lags behind: regions it does not know may be newer than it.
      return List.of();
    }
    List<Long> unneeded = new ArrayList<>();
    for (long region : store.regions()) {
      RegionRef found = configuration.region(region).orElse(null);
      if (found == null || keptForLong(configuration, found, nowNanos)) {
        unneeded.add(region);
      }
    }
    return unneeded;
  }

  private boolean keptForLong(Configuration configuration, RegionRef found, long nowNanos) {
    Region region = found.region();
    boolean wholeElsewhere =
        !region.chain().contains(self)
            && region.joiner().isEmpty()
            && region.chain().stream().filter(id -> isUp(configuration, id)).count()
                > found.space().faultTolerance();
    if (!wholeElsewhere) {
      wholeSinceNanos.remove(region.id());
      return false;
    }
    Long since = wholeSinceNanos.putIfAbsent(region.id(), nowNanos);
    return since != null && nowNanos - since >= KEPT_NANOS;
  }

  private static boolean isUp(Configuration configuration, long server) {
    return configuration
        .server(server)
        .filter(known -> known.state() == ServerState.AVAILABLE)
        .isPresent();
  }

  /** Removes all of a region. Called by its shard's thread. */
  public void remove(long region) {
    store.drop(region);
    LOG.info("removed the rows of region {}, which this server no longer has", region);
  }
}
