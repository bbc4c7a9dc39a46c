package org.hyperdex.core.index;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.query.Bounds;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.query.ValueRanges;
import org.hyperdex.core.schema.Schema;

/**
 * Chooses how to look for the first rows of one region in some order: by the plan that would find
 * all matches at least cost, or by one that finds them in that order and may stop early.
 *
 * <p>Ascending keys are the order of rows, and ascending numbers and timestamps that of the entries
 * of an index on them. Entries of strings are in order only as far as they are not cut off, and
 * nothing is read backwards.
 */
public final class OrderedPlanner {
  /** What part of the rows is taken to match, if nothing is known of it. */
  private static final double UNKNOWN_PART = 0.1;

  /**
   * What is chosen.
   *
   * @param inOrder whether rows come in the order that is wanted
   */
  public record Chosen(Plan plan, boolean inOrder) {}

  private OrderedPlanner() {}

  /**
   * Chooses a plan.
   *
   * @param indices those that are complete
   * @param rows how many are wanted
   */
  public static Chosen choose(
      Schema schema,
      List<IndexEntries> indices,
      Predicate predicate,
      Statistics statistics,
      Ordering by,
      int rows) {
    Statistics counts = new AskedOnce(statistics);
    Plan plan = Planner.choose(schema, indices, predicate, counts).plan();
    if (by.descending() || plan instanceof Plan.Nothing) {
      return new Chosen(plan, false);
    }
    boolean byKey = by.attribute() == 0;
    if (byKey && plan instanceof Plan.Scan) {
      return new Chosen(plan, true);
    }
    double all = Math.max(1, counts.rowsAbout(ValueRange.ALL));
    // So many candidates have to be looked at for each that matches.
    double each = Math.max(1, all / matches(plan, predicate, all));
    Optional<Plan> ordered =
        byKey
            ? Optional.of(scan(predicate, counts, rows * each))
            : indices.stream()
                .filter(index -> ordersBy(index, by))
                .findFirst()
                .map(index -> walk(schema, index, predicate, counts, rows * each));
    return ordered
        .filter(other -> other.cost() < plan.cost())
        .map(other -> new Chosen(other, true))
        .orElse(new Chosen(plan, false));
  }

  private static double matches(Plan plan, Predicate predicate, double all) {
    if (predicate.isTrue()) {
      return all;
    }
    double candidates =
        switch (plan) {
          case Plan.Pick pick -> pick.entries();
          case Plan.Intersect intersect -> intersect.rows();
          case Plan.Scan _, Plan.Union _, Plan.Nothing _ -> all * UNKNOWN_PART;
        };
    return Math.max(1, candidates);
  }

  private static boolean ordersBy(IndexEntries index, Ordering by) {
    return index.place().attribute() == by.attribute() && index.form() == EntryForm.NUMBER;
  }

  private static Plan scan(Predicate predicate, Statistics statistics, double read) {
    ValueRanges keys = ValueRanges.ofKey(predicate);
    long rows = statistics.rowsAbout(keys.hull());
    double cost = keys.ranges().size() * Planner.SEEK_COST + Math.min((double) rows, read);
    return new Plan.Scan(keys, rows, cost);
  }

  private static Plan walk(
      Schema schema, IndexEntries index, Predicate predicate, Statistics statistics, double read) {
    ValueRange values = ValueRange.ALL;
    if (predicate.alternatives().size() == 1) {
      ValueRanges bounds =
          Bounds.of(schema, predicate.alternatives().getFirst()).ranges().get(index.place());
      values = bounds == null ? values : bounds.hull();
    }
    ValueRange range = index.form().range(values);
    long entries = Math.max(1, statistics.entriesAbout(index.index().id(), range));
    double cost =
        Planner.SEEK_COST
            + Math.min((double) entries, read) * (Planner.ENTRY_COST + Planner.ROW_COST);
    return new Plan.Pick(index, List.of(range), entries, cost);
  }
}
