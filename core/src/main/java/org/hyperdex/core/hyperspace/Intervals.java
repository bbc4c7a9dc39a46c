package org.hyperdex.core.hyperspace;

import java.util.ArrayList;
import java.util.List;

/** A set of coordinates: disjoint intervals of unsigned numbers, ascending. */
record Intervals(List<Interval> intervals) {
  /** The coordinates from {@code lower} to {@code upper}, both included. */
  record Interval(long lower, long upper) {}

  /** The slices from {@code first} to {@code last}, both included. */
  record SliceRange(int first, int last) {
    int count() {
      return last - first + 1;
    }
  }

  static final Intervals NONE = new Intervals(List.of());
  static final Intervals ALL = of(0, -1L);

  /** The coordinates from {@code lower} to {@code upper}, both included. */
  static Intervals of(long lower, long upper) {
    return new Intervals(List.of(new Interval(lower, upper)));
  }

  /** These and the coordinates from {@code lower}, which is above them all, to {@code upper}. */
  Intervals and(long lower, long upper) {
    List<Interval> more = new ArrayList<>(intervals);
    more.add(new Interval(lower, upper));
    return new Intervals(List.copyOf(more));
  }

  /** The coordinates of all of {@code intervals}, which may lie anyhow. */
  static Intervals union(List<Interval> intervals) {
    List<Interval> sorted = new ArrayList<>(intervals);
    sorted.sort((a, b) -> Long.compareUnsigned(a.lower, b.lower));
    List<Interval> disjoint = new ArrayList<>();
    for (Interval next : sorted) {
      if (disjoint.isEmpty() || Long.compareUnsigned(next.lower, disjoint.getLast().upper) > 0) {
        disjoint.add(next);
      } else if (Long.compareUnsigned(next.upper, disjoint.getLast().upper) > 0) {
        disjoint.add(new Interval(disjoint.removeLast().lower, next.upper));
      }
    }
    return new Intervals(List.copyOf(disjoint));
  }

  boolean isEmpty() {
    return intervals.isEmpty();
  }

  /** The slices, of {@code count}, that hold some of these coordinates: disjoint, ascending. */
  List<SliceRange> slices(int count) {
    List<SliceRange> ranges = new ArrayList<>(intervals.size());
    for (Interval interval : intervals) {
      int first = Partitioning.slice(interval.lower, count);
      int last = Partitioning.slice(interval.upper, count);
      if (!ranges.isEmpty() && ranges.getLast().last >= first) {
        first = ranges.removeLast().first;
      }
      ranges.add(new SliceRange(first, last));
    }
    return ranges;
  }
}
