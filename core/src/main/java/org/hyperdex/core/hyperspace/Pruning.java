package org.hyperdex.core.hyperspace;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.hyperspace.Intervals.SliceRange;
import org.hyperdex.core.query.Bounds;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;

/**
 * Finds the regions that can hold an object of which a predicate is true.
 *
 * <p>No region that holds a match is ever left out. Equality narrows every dimension, ranges narrow
 * ints, floats and timestamps; hashed strings have no order to narrow by. An alternative that
 * contradicts itself about any attribute, or any path of a document, leaves no region at all; of
 * several alternatives the regions are all of theirs.
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
    return regions(subspace, boxes(subspace, allowed(space.schema(), predicate)));
  }

  /** The subspace with the fewest regions that can hold a match; of several the last. */
  public static Chosen cheapest(Space space, Predicate predicate) {
    List<Map<Integer, Intervals>> allowed = allowed(space.schema(), predicate);
    if (allowed.isEmpty()) {
      return new Chosen(space.subspaces().getLast(), List.of());
    }
    Subspace cheapest = space.keySubspace();
    List<List<List<SliceRange>>> boxesThere = List.of();
    long fewest = Long.MAX_VALUE;
    for (Subspace subspace : space.subspaces()) {
      List<List<List<SliceRange>>> boxes = boxes(subspace, allowed);
      long count = count(subspace, boxes);
      if (count <= fewest) {
        cheapest = subspace;
        boxesThere = boxes;
        fewest = count;
      }
    }
    return new Chosen(cheapest, regions(cheapest, boxesThere));
  }

  /**
   * For each alternative that can be true: for each attribute that is checked and has coordinates,
   * those it can have.
   */
  private static List<Map<Integer, Intervals>> allowed(Schema schema, Predicate predicate) {
    List<Map<Integer, Intervals>> allowed = new ArrayList<>();
    for (List<Check> alternative : predicate.alternatives()) {
      Bounds bounds = Bounds.of(schema, alternative);
      if (!bounds.contradictory()) {
        Map<Integer, Intervals> intervals = new HashMap<>();
        bounds
            .ranges()
            .forEach((place, values) -> {
              AttributeType type = schema.attribute(place.attribute()).type();
              if (type.hashable()) {
                intervals.put(place.attribute(), Coordinates.of(type, values));
              }
            });
        // Ranges of bytes may lie between two numbers.
        if (intervals.values().stream().noneMatch(Intervals::isEmpty)) {
          allowed.add(intervals);
        }
      }
    }
    return allowed;
  }

  /** For each alternative, and each dimension of {@code subspace}, the slices of a match. */
  private static List<List<List<SliceRange>>> boxes(
      Subspace subspace, List<Map<Integer, Intervals>> allowed) {
    return allowed.stream().map(alternative -> slices(subspace, alternative)).toList();
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

  /** How many regions lie in {@code boxes}, which may overlap if there are several. */
  private static long count(Subspace subspace, List<List<List<SliceRange>>> boxes) {
    return boxes.size() == 1 ? count(boxes.getFirst()) : indices(subspace, boxes).cardinality();
  }

  private static long count(List<List<SliceRange>> box) {
    long count = 1;
    for (List<SliceRange> ranges : box) {
      count *= ranges.stream().mapToInt(SliceRange::count).sum();
    }
    return count;
  }

  private static List<Region> regions(Subspace subspace, List<List<List<SliceRange>>> boxes) {
    if (boxes.isEmpty()) {
      return List.of();
    }
    if (count(boxes.getFirst()) == subspace.regions().size()) {
      return subspace.regions();
    }
    return indices(subspace, boxes).stream().mapToObj(subspace.regions()::get).toList();
  }

  private static BitSet indices(Subspace subspace, List<List<List<SliceRange>>> boxes) {
    BitSet indices = new BitSet(subspace.regions().size());
    for (List<List<SliceRange>> box : boxes) {
      collect(subspace, box, 0, 0, indices);
    }
    return indices;
  }

  /** Adds the regions whose first {@code dimension} slices make up {@code index}. */
  private static void collect(
      Subspace subspace, List<List<SliceRange>> box, int dimension, int index, BitSet indices) {
    if (dimension == box.size()) {
      indices.set(index);
      return;
    }
    for (SliceRange range : box.get(dimension)) {
      for (int slice = range.first(); slice <= range.last(); slice++) {
        int next = index * subspace.slices().get(dimension) + slice;
        collect(subspace, box, dimension + 1, next, indices);
      }
    }
  }
}
