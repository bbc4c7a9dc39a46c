package org.hyperdex.core.cluster;

import java.util.List;

/**
 * How far the cluster is from harm, as a minimum over all regions.
 *
 * @param dataLoss how many more servers may fail before some region has no live replica; -1 if one
 *     has none now
 * @param availability how many more servers may fail, one after the other, before some region stops
 *     taking writes; -1 if one has stopped. A chain goes on without those it loses, so a region
 *     with n live members is at n - 1
 */
public record Margins(int dataLoss, int availability) {
  /** The margins under {@code configuration}; a cluster without regions has nothing to lose. */
  public static Margins of(Configuration configuration) {
    int dataLoss = Integer.MAX_VALUE;
    int availability = Integer.MAX_VALUE;
    for (Space space : configuration.spaces()) {
      Margins margins = of(configuration, space);
      dataLoss = Math.min(dataLoss, margins.dataLoss);
      availability = Math.min(availability, margins.availability);
    }
    return configuration.spaces().isEmpty()
        ? new Margins(0, 0)
        : new Margins(dataLoss, availability);
  }

  /** The margins of one space. */
  public static Margins of(Configuration configuration, Space space) {
    int dataLoss = Integer.MAX_VALUE;
    int availability = Integer.MAX_VALUE;
    for (Subspace subspace : space.subspaces()) {
      for (Region region : subspace.regions()) {
        int live = live(configuration, region.chain());
        dataLoss = Math.min(dataLoss, live - 1);
        boolean writable = live == region.chain().size();
        availability = Math.min(availability, writable ? live - 1 : -1);
      }
    }
    return new Margins(dataLoss, availability);
  }

  private static int live(Configuration configuration, List<Long> chain) {
    int live = 0;
    for (long id : chain) {
      if (configuration.server(id).filter(s -> s.state() == ServerState.AVAILABLE).isPresent()) {
        live++;
      }
    }
    return live;
  }
}
