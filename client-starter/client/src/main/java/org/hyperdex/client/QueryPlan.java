package org.hyperdex.client;

import java.util.List;
import java.util.OptionalLong;

/**
 * How a search is carried out: the subspace with the fewest regions that can hold a match.
 *
 * @param space the space's name
 * @param configurationVersion the configuration the plan was made for
 * @param subspace the id of the subspace; 0 if the condition cannot be met, and nothing is searched
 * @param dimensions the names of the attributes that span the subspace
 * @param totalRegions how many regions the subspace has
 * @param regions those that are searched
 */
public record QueryPlan(
    String space,
    long configurationVersion,
    long subspace,
    List<String> dimensions,
    int totalRegions,
    List<RegionPlan> regions) {
  /**
   * One region of a plan.
   *
   * @param region its id
   * @param epoch its epoch
   * @param server the server that is asked; empty while the region has none
   * @param address {@code host:port} of that server; empty while the region has none
   */
  public record RegionPlan(long region, long epoch, OptionalLong server, String address) {}

  public QueryPlan {
    dimensions = List.copyOf(dimensions);
    regions = List.copyOf(regions);
  }
}
