package org.hyperdex.core.hyperspace;

import java.util.List;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.schema.Schema;

/**
 * Finds the one region of a subspace in which an object lies. Takes time by the dimensions only.
 */
public final class Placement {
  private Placement() {}

  /** The region of {@code subspace} that holds the object of this key and row. */
  public static Region regionOf(Space space, Subspace subspace, Bytes key, Bytes row) {
    Schema schema = space.schema();
    List<Integer> dimensions = subspace.dimensions();
    int index = 0;
    for (int i = 0; i < dimensions.size(); i++) {
      int attribute = dimensions.get(i);
      Bytes value = attribute == 0 ? key : Row.column(row, attribute - 1);
      long coordinate = Coordinates.of(schema.attribute(attribute).type(), value);
      int slices = subspace.slices().get(i);
      index = index * slices + Partitioning.slice(coordinate, slices);
    }
    return subspace.regions().get(index);
  }

  /** The region of the key subspace that holds the objects of this key. */
  public static Region keyRegion(Space space, Bytes key) {
    Subspace subspace = space.keySubspace();
    long coordinate = Coordinates.of(space.schema().key().type(), key);
    return subspace.regions().get(Partitioning.slice(coordinate, subspace.slices().getFirst()));
  }
}
