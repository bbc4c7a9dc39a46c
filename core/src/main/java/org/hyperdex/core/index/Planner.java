package org.hyperdex.core.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.Bounds;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.core.schema.Schema;

/**
 * Chooses how to search one region, by cost.
 *
 * <p>Considered are, for each alternative of the predicate: the scan of the keys it allows, the
 * entries of each index whose place it bounds, and the intersection of those that are about single
 * values. Costs are in rows read one after the other. What the statistics say is taken for true, so
 * a wrong guess costs time and nothing else.
 */
public final class Planner {
  /** To open a cursor and find its place. */
  static final double SEEK_COST = 4;

  /** To read an entry. */
  static final double ENTRY_COST = 0.3;

  /** To read a row somewhere: a look into a block of its own. */
  static final double ROW_COST = 4;

  /** Of more ranges only the first are measured: they are values that somebody has listed. */
  private static final int MEASURED_RANGES = 16;

  private final Schema schema;
  private final List<IndexEntries> indices;
  private final Statistics statistics;
  private final List<Plan> considered = new ArrayList<>();

  private Planner(Schema schema, List<IndexEntries> indices, Statistics statistics) {
    this.schema = schema;
    this.indices = indices;
    this.statistics = statistics;
  }

  /**
   * Chooses a plan.
   *
   * @param indices those that are complete
   * @param predicate must have passed the checks of {@code schema}
   */
  public static Choice choose(
      Schema schema, List<IndexEntries> indices, Predicate predicate, Statistics statistics) {
    Planner planner = new Planner(schema, indices, new AskedOnce(statistics));
    return new Choice(planner.plan(predicate), planner.considered);
  }

  private Plan plan(Predicate predicate) {
    List<Plan.Part> parts = new ArrayList<>();
    double cost = 0;
    boolean scansOnly = true;
    for (int i = 0; i < predicate.alternatives().size(); i++) {
      List<Check> checks = predicate.alternatives().get(i);
      Bounds bounds = Bounds.of(schema, checks);
      if (!bounds.contradictory()) {
        Plan plan = alternative(checks, bounds);
        parts.add(new Plan.Part(i, plan));
        cost += plan.cost();
        scansOnly &= plan instanceof Plan.Scan;
      }
    }
    if (parts.isEmpty()) {
      return new Plan.Nothing();
    }
    if (parts.size() == 1) {
      return parts.getFirst().plan();
    }
    // One scan tests all alternatives together, and sees a row once however many allow its key.
    Plan.Scan scan = scan(ValueRanges.ofKey(predicate));
    considered.add(scan);
    return scansOnly || cost >= scan.cost() ? scan : new Plan.Union(parts, cost);
  }

  private Plan alternative(List<Check> checks, Bounds bounds) {
    ValueRanges keys = bounds.of(0);
    Plan best = consider(scan(keys));
    List<Plan.Point> points = new ArrayList<>();
    for (IndexEntries index : indices) {
      for (Bytes value : single(index, checks, bounds)) {
        ValueRange range = index.form().point(value, keys.hull());
        long entries = Math.max(1, statistics.entriesAbout(index.index().id(), range));
        points.add(new Plan.Point(index, index.form().prefix(value), range, entries));
      }
      List<ValueRange> ranges = ranges(index, bounds);
      if (!ranges.isEmpty()) {
        best = cheaper(best, pick(index, ranges, entries(index, ranges)));
      }
    }
    return cheapest(best, points);
  }

  /** Takes the points with the fewest entries, and more of them as long as that pays. */
  private Plan cheapest(Plan other, List<Plan.Point> points) {
    points.sort(Comparator.comparingLong(Plan.Point::entries));
    Plan best = other;
    if (!points.isEmpty()) {
      Plan.Point first = points.getFirst();
      best = cheaper(best, pick(first.index(), List.of(first.range()), first.entries()));
    }
    double all = Math.max(1, statistics.rowsAbout(ValueRange.ALL));
    Plan previous = best;
    for (int count = 2; count <= points.size(); count++) {
      Plan intersection = consider(intersection(points.subList(0, count), all));
      best = intersection.cost() < best.cost() ? intersection : best;
      if (count > 2 && intersection.cost() >= previous.cost()) {
        break;
      }
      previous = intersection;
    }
    return best;
  }

  /** Supposes that the values have nothing to do with each other. */
  private static Plan intersection(List<Plan.Point> points, double all) {
    long fewest = points.getFirst().entries();
    double rows = fewest;
    for (Plan.Point point : points.subList(1, points.size())) {
      rows *= Math.min(1, point.entries() / all);
    }
    double cost =
        points.size() * SEEK_COST
            + fewest * (ENTRY_COST + (points.size() - 1) * SEEK_COST / 2)
            + rows * ROW_COST;
    return new Plan.Intersect(points, (long) Math.ceil(rows), cost);
  }

  private static Plan pick(IndexEntries index, List<ValueRange> ranges, long entries) {
    double cost = ranges.size() * SEEK_COST + entries * (ENTRY_COST + ROW_COST);
    return new Plan.Pick(index, ranges, entries, cost);
  }

  private Plan.Scan scan(ValueRanges keys) {
    long rows = 0;
    int measured = Math.min(keys.ranges().size(), MEASURED_RANGES);
    for (ValueRange range : keys.ranges().subList(0, measured)) {
      rows += range.single().isPresent() ? 1 : statistics.rowsAbout(range);
    }
    rows = extrapolated(rows, measured, keys.ranges().size());
    return new Plan.Scan(keys, rows, keys.ranges().size() * SEEK_COST + rows);
  }

  private long entries(IndexEntries index, List<ValueRange> ranges) {
    long entries = 0;
    int measured = Math.min(ranges.size(), MEASURED_RANGES);
    for (ValueRange range : ranges.subList(0, measured)) {
      entries += Math.max(1, statistics.entriesAbout(index.index().id(), range));
    }
    return extrapolated(entries, measured, ranges.size());
  }

  private static long extrapolated(long sum, int measured, int all) {
    return measured == all ? sum : (long) ((double) sum * all / measured);
  }

  /** The single values that an object must have in {@code index} if {@code checks} are to hold. */
  private static List<Bytes> single(IndexEntries index, List<Check> checks, Bounds bounds) {
    List<Bytes> values = new ArrayList<>();
    if (index.type() instanceof AttributeType.Container) {
      for (Check check : checks) {
        if (check.attribute() == index.place().attribute()) {
          switch (check.operator()) {
            case CONTAINS -> values.add(check.argument());
            case EQUAL -> values.addAll(index.valuesOf(check.argument()));
            default -> {
              // These say nothing of single elements.
            }
          }
        }
      }
      return values.stream().distinct().limit(MEASURED_RANGES).toList();
    }
    ValueRanges ranges = bounds.ranges().get(index.place());
    if (ranges != null && ranges.ranges().size() == 1) {
      ranges
          .ranges()
          .getFirst()
          .single()
          .filter(value -> fits(index, value))
          .ifPresent(values::add);
    }
    return values;
  }

  /** Comparisons of numbers can leave bytes that are none. */
  private static boolean fits(IndexEntries index, Bytes value) {
    return index.form() != EntryForm.NUMBER || value.length() == Long.BYTES;
  }

  /**
   * Where an object must have an entry, if not at a single value; empty if it need not have any.
   */
  private static List<ValueRange> ranges(IndexEntries index, Bounds bounds) {
    ValueRanges ranges = bounds.ranges().get(index.place());
    if (ranges == null
        || index.type() instanceof AttributeType.Container
        || (ranges.hull().equals(ValueRange.ALL) && !isInDocument(index))
        || (ranges.ranges().size() == 1 && ranges.ranges().getFirst().single().isPresent())) {
      return List.of();
    }
    // Long values that differ may have entries that do not.
    return ValueRanges.union(ranges.ranges().stream().map(index.form()::range).toList()).ranges();
  }

  /** A check is false of a document that has nothing at the path, which then has no entry. */
  private static boolean isInDocument(IndexEntries index) {
    return index.type() instanceof AttributeType.Document;
  }

  private Plan cheaper(Plan best, Plan other) {
    consider(other);
    return other.cost() < best.cost() ? other : best;
  }

  private Plan consider(Plan plan) {
    considered.add(plan);
    return plan;
  }
}
