package org.hyperdex.core.cluster;

import java.util.List;

/**
 * A subspace and the regions that tile its hypercube.
 *
 * @param id unique in the cluster
 * @param dimensions positions of the attributes that span it, in {@code Schema} numbering (0 is the
 *     key, 1.. the secondary attributes); the key subspace has exactly {@code [0]}
 * @param slices how many slices each dimension is cut into
 * @param regions all regions, the last dimension varying fastest
 */
public record Subspace(
    long id, List<Integer> dimensions, List<Integer> slices, List<Region> regions) {
  public Subspace {
    dimensions = List.copyOf(dimensions);
    slices = List.copyOf(slices);
    regions = List.copyOf(regions);
  }

  /** This subspace with other regions in the same boxes. */
  public Subspace withRegions(List<Region> newRegions) {
    return new Subspace(id, dimensions, slices, newRegions);
  }
}
