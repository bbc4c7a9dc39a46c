package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hyperdex.core.data.Bytes;

/**
 * A set of encoded values: ranges that are not empty, ascending and apart from each other.
 *
 * @param ranges the ranges
 */
public record ValueRanges(List<ValueRange> ranges) {
  /** Every value. */
  public static final ValueRanges ALL = new ValueRanges(List.of(ValueRange.ALL));

  /** No value. */
  public static final ValueRanges NONE = new ValueRanges(List.of());

  public ValueRanges {
    ranges = List.copyOf(ranges);
  }

  /** One range, which may be empty. */
  public static ValueRanges of(ValueRange range) {
    return range.isEmpty() ? NONE : new ValueRanges(List.of(range));
  }

  /** The values of {@code points}. */
  public static ValueRanges points(List<Bytes> points) {
    return union(points.stream().map(ValueRange::point).toList());
  }

  /** The keys that {@code predicate} allows. */
  public static ValueRanges ofKey(Predicate predicate) {
    List<ValueRange> all = new ArrayList<>();
    for (List<Check> alternative : predicate.alternatives()) {
      ValueRanges keys = ALL;
      for (Check check : alternative) {
        if (check.attribute() == 0) {
          keys = keys.and(Bounds.ofCheck(check));
        }
      }
      all.addAll(keys.ranges);
    }
    return union(all);
  }

  /** What is in any of {@code ranges}, which may lie anyhow. */
  public static ValueRanges union(List<ValueRange> ranges) {
    List<ValueRange> sorted = new ArrayList<>(ranges);
    sorted.removeIf(ValueRange::isEmpty);
    sorted.sort(Comparator.comparing(ValueRange::lower));
    List<ValueRange> apart = new ArrayList<>();
    for (ValueRange next : sorted) {
      if (apart.isEmpty() || next.isApartFrom(apart.getLast())) {
        apart.add(next);
      } else if (apart.getLast().endsBefore(next)) {
        apart.add(new ValueRange(apart.removeLast().lower(), next.upper()));
      }
    }
    return new ValueRanges(apart);
  }

  /** What is in both. */
  public ValueRanges and(ValueRanges other) {
    List<ValueRange> both = new ArrayList<>();
    int mine = 0;
    int its = 0;
    while (mine < ranges.size() && its < other.ranges.size()) {
      ValueRange a = ranges.get(mine);
      ValueRange b = other.ranges.get(its);
      ValueRange common = a.and(b);
      if (!common.isEmpty()) {
        both.add(common);
      }
      if (a.endsBefore(b)) {
        mine++;
      } else {
        its++;
      }
    }
    return new ValueRanges(both);
  }

  /** Whether there is no value in it. */
  public boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether {@code value} is in it. */
  public boolean contains(Bytes value) {
    return ranges.stream().anyMatch(range -> range.contains(value));
  }

  /** The one range from the first to the last value. */
  public ValueRange hull() {
    return ranges.isEmpty()
        ? ValueRange.NONE
        : new ValueRange(ranges.getFirst().lower(), ranges.getLast().upper());
  }
}
