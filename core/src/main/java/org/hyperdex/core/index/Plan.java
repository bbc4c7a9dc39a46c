package org.hyperdex.core.index;

import java.util.List;
import java.util.stream.Collectors;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.query.ValueRanges;

/**
 * Where in a region to look for the objects of which a predicate is true.
 *
 * <p>What a plan finds are candidates: every match is among them, but for each the whole predicate
 * is still to be tested.
 */
public sealed interface Plan {
  /** What it costs, about, in rows read one after the other. */
  double cost();

  /** What is done, in one line. */
  String text();

  /** Nothing can match: the predicate contradicts itself. */
  record Nothing() implements Plan {
    @Override
    public double cost() {
      return 0;
    }

    @Override
    public String text() {
      return "nothing can match";
    }
  }

  /**
   * All rows with keys in some ranges, in the order of keys.
   *
   * @param rows how many there are, about
   */
  record Scan(ValueRanges keys, long rows, double cost) implements Plan {
    @Override
    public String text() {
      boolean all = keys.equals(ValueRanges.ALL);
      return "scan about %d rows, %s"
          .formatted(rows, all ? "all there are" : keysText(keys.ranges().size()));
    }

    private static String keysText(int ranges) {
      return ranges == 1 ? "in one range of keys" : "in " + ranges + " ranges of keys";
    }
  }

  /**
   * The rows that entries of one index point to.
   *
   * @param ranges of entries, ascending and apart
   * @param entries how many there are, about
   */
  record Pick(IndexEntries index, List<ValueRange> ranges, long entries, double cost)
      implements Plan {
    public Pick {
      ranges = List.copyOf(ranges);
    }

    @Override
    public String text() {
      return "pick the rows of about %d entries of index %d%s"
          .formatted(
              entries,
              index.index().id(),
              ranges.size() == 1 ? "" : " in " + ranges.size() + " ranges");
    }
  }

  /**
   * The entries of one value, which lie in the order of keys.
   *
   * @param prefix what they begin with
   * @param range where they lie, narrowed to the keys that can match
   * @param entries how many there are, about
   */
  record Point(IndexEntries index, Bytes prefix, ValueRange range, long entries) {}

  /**
   * The rows to which entries of all of several values point.
   *
   * @param points the one with the fewest entries first
   * @param rows how many rows that are, about
   */
  record Intersect(List<Point> points, long rows, double cost) implements Plan {
    public Intersect {
      points = List.copyOf(points);
    }

    @Override
    public String text() {
      return "read about %d rows that have entries in all of: %s"
          .formatted(
              rows,
              points.stream()
                  .map(point ->
                      "index %d (about %d)".formatted(point.index().index().id(), point.entries()))
                  .collect(Collectors.joining(", ")));
    }
  }

  /**
   * Several alternatives one after the other, each object once.
   *
   * @param parts those that do not contradict themselves
   */
  record Union(List<Part> parts, double cost) implements Plan {
    public Union {
      parts = List.copyOf(parts);
    }

    @Override
    public String text() {
      return parts.stream()
          .map(part -> "(" + part.plan().text() + ")")
          .collect(Collectors.joining(", then "));
    }
  }

  /**
   * How one alternative is looked for.
   *
   * @param alternative its position in the predicate
   */
  record Part(int alternative, Plan plan) {}
}
