package org.hyperdex.core.replication;

import java.util.EnumMap;
import java.util.Map;

/**
 * What one or several shards have done to compare copies; adds up from their start.
 *
 * @param walks how often all regions were gone through
 * @param rowsWalked rows read on walks
 * @param copiesCompared copies that were at rest and could be compared with another
 * @param repairs objects written again
 * @param divergences copies found to differ, by kind
 */
public record ScrubCounts(
    long walks,
    long rowsWalked,
    long copiesCompared,
    long repairs,
    Map<Divergence.Kind, Long> divergences) {
  /** Nothing done yet. */
  public static final ScrubCounts NONE = new ScrubCounts(0, 0, 0, 0, Map.of());

  /** Both together. */
  public ScrubCounts plus(ScrubCounts other) {
    Map<Divergence.Kind, Long> sum = new EnumMap<>(Divergence.Kind.class);
    sum.putAll(divergences);
    other.divergences.forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    return new ScrubCounts(
        walks + other.walks,
        rowsWalked + other.rowsWalked,
        copiesCompared + other.copiesCompared,
        repairs + other.repairs,
        sum);
  }

  /** How many copies of that kind were found. */
  public long found(Divergence.Kind kind) {
    return divergences.getOrDefault(kind, 0L);
  }
}
