package org.hyperdex.core.coordinator;

import java.util.List;

/**
 * An operator gave up the only copy of some regions.
 *
 * @param server who had it
 * @param atMillis when, in milliseconds since 1970
 * @param regions the regions as they were called; others have taken their places, empty
 */
public record AcceptedLoss(long server, long atMillis, List<Long> regions) {
  /** How many are remembered. */
  public static final int REMEMBERED = 64;

  public AcceptedLoss {
    regions = List.copyOf(regions);
  }
}
