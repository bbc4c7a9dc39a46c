package org.hyperdex.core.index;

/**
 * What one or several shards have done to verify indices; adds up from their start.
 *
 * @param walks how often all indices were gone through
 * @param looked rows and entries that were looked at
 * @param missing entries that rows lacked
 * @param extra entries that no row had
 */
public record IndexScrubCounts(long walks, long looked, long missing, long extra) {
  /** Nothing done yet. */
  public static final IndexScrubCounts NONE = new IndexScrubCounts(0, 0, 0, 0);

  /** Both together. */
  public IndexScrubCounts plus(IndexScrubCounts other) {
    return new IndexScrubCounts(
        walks + other.walks, looked + other.looked, missing + other.missing, extra + other.extra);
  }
}
