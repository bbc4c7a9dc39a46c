package org.hyperdex.core.hyperspace;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.schema.SpaceDescription;

/** Makes the subspaces and regions of a new space. */
public final class Layout {
  private static final List<Integer> KEY = List.of(0);
  private static final long FIRST_EPOCH = 1;

  private Layout() {}

  /**
   * The key subspace, then those declared; every region without servers and at epoch 1. Takes an id
   * for each subspace, and after it one for each of its regions in their order.
   */
  public static List<Subspace> subspaces(SpaceDescription description, LongSupplier ids) {
    List<Subspace> subspaces = new ArrayList<>(1 + description.subspaces().size());
    subspaces.add(subspace(KEY, description.partitions(), ids));
    for (List<Integer> dimensions : description.subspaces()) {
      subspaces.add(subspace(dimensions, description.partitions(), ids));
    }
    return List.copyOf(subspaces);
  }

  private static Subspace subspace(List<Integer> dimensions, int partitions, LongSupplier ids) {
    long id = ids.getAsLong();
    List<Integer> slices = Partitioning.slices(dimensions.size(), partitions);
    int count = slices.stream().reduce(1, Math::multiplyExact);
    List<Region> regions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      regions.add(region(i, slices, ids));
    }
    return new Subspace(id, dimensions, slices, regions);
  }

  /** The region at {@code index} when the last dimension varies fastest. */
  private static Region region(int index, List<Integer> slices, LongSupplier ids) {
    Long[] lower = new Long[slices.size()];
    Long[] upper = new Long[slices.size()];
    int rest = index;
    for (int i = slices.size() - 1; i >= 0; i--) {
      int count = slices.get(i);
      lower[i] = Partitioning.lower(rest % count, count);
      upper[i] = Partitioning.upper(rest % count, count);
      rest /= count;
    }
    return new Region(
        ids.getAsLong(),
        FIRST_EPOCH,
        List.of(lower),
        List.of(upper),
        List.of(),
        OptionalLong.empty());
  }
}
