package org.hyperdex.core.hyperspace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.hyperspace.Intervals.SliceRange;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.KeyRange;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;

/**
 * Finds the regions that can hold an object of which a predicate is true.
 *
 * <p>No region that holds a match is ever left out. Equality narrows every dimension, ranges narrow
 * ints, floats and timestamps; hashed strings have no order to narrow by. A predicate that
 * contradicts itself about any attribute with coordinates leaves no region at all.
 *
 * <p>Predicates must have passed the checks of their schema ({@code PredicateChecker}).
 */
public final class Pruning {
  private Pruning() {}

  /**
   * A subspace to search and the regions of it to ask; no regions if nothing can match.
   *
   * @param subspace the subspace
   * @param regions those that can hold a match, in the subspace's order
   */
  public record Chosen(Subspace subspace, List<Region> regions) {
    public Chosen {
      regions = List.copyOf(regions);
    }
  }

  /** The regions of {@code subspace} that can hold a match, in its order. */
  public static List<Region> regions(Space space, Subspace subspace, Predicate predicate) {
    Map<Integer, Intervals> allowed = allowed(space.schema(), predicate);
    return contradictory(allowed) ? List.of() : regions(subspace, slices(subspace, allowed));
  }

  /** The subspace with the fewest regions that can hold a match; of several the last. */
  public static Chosen cheapest(Space space, Predicate predicate) {
    Map<Integer, Intervals> allowed = allowed(space.schema(), predicate);
    if (contradictory(allowed)) {
      return new Chosen(space.subspaces().getLast(), List.of());
    }
    Subspace cheapest = space.keySubspace();
    long fewest = Long.MAX_VALUE;
    for (Subspace subspace : space.subspaces()) {
      long count = count(slices(subspace, allowed));
      if (count <= fewest) {
        cheapest = subspace;
        fewest = count;
      }
    }
    return new Chosen(cheapest, regions(cheapest, slices(cheapest, allowed)));
  }

  /** For each attribute that is checked and has coordinates, those it can have. */
  private static Map<Integer, Intervals> allowed(Schema schema, Predicate predicate) {
    Map<Integer, List<Check>> checks = new HashMap<>();
    for (Check check : predicate.checks()) {
      if (schema.attribute(check.attribute()).type().hashable()) {
        // KeyRange looks at checks on attribute 0; what it says of them holds for any scalar.
        checks
            .computeIfAbsent(check.attribute(), _ -> new ArrayList<>())
            .add(new Check(0, check.operator(), check.argument()));
      }
    }
    Map<Integer, Intervals> allowed = new HashMap<>();
    checks.forEach((attribute, own) -> {
      AttributeType type = schema.attribute(attribute).type();
      allowed.put(attribute, Coordinates.of(type, KeyRange.of(new Predicate(own))));
    });
    return allowed;
  }

  private static boolean contradictory(Map<Integer, Intervals> allowed) {
    return allowed.values().stream().anyMatch(Intervals::isEmpty);
  }

  /** For each dimension of {@code subspace} the slices that can hold a match. */
  private static List<List<SliceRange>> slices(Subspace subspace, Map<Integer, Intervals> allowed) {
    List<List<SliceRange>> slices = new ArrayList<>(subspace.dimensions().size());
    for (int i = 0; i < subspace.dimensions().size(); i++) {
      Intervals intervals = allowed.getOrDefault(subspace.dimensions().get(i), Intervals.ALL);
      slices.add(intervals.slices(subspace.slices().get(i)));
    }
    return slices;
  }

  private static long count(List<List<SliceRange>> slices) {
    long count = 1;
    for (List<SliceRange> ranges : slices) {
      count *= ranges.stream().mapToInt(SliceRange::count).sum();
    }
    return count;
  }

  private static List<Region> regions(Subspace subspace, List<List<SliceRange>> slices) {
    long count = count(slices);
    if (count == subspace.regions().size()) {
      return subspace.regions();
    }
    List<Region> regions = new ArrayList<>((int) count);
    collect(subspace, slices, 0, 0, regions);
    return List.copyOf(regions);
  }

  /** Adds the regions whose first {@code dimension} slices make up {@code index}. */
  private static void collect(
      Subspace subspace,
      List<List<SliceRange>> slices,
      int dimension,
      int index,
      List<Region> regions) {
    if (dimension == slices.size()) {
      regions.add(subspace.regions().get(index));
      return;
    }
    for (SliceRange range : slices.get(dimension)) {
      for (int slice = range.first(); slice <= range.last(); slice++) {
        int next = index * subspace.slices().get(dimension) + slice;
        collect(subspace, slices, dimension + 1, next, regions);
      }
    }
  }
}
