package org.hyperdex.client;

import java.util.List;
import org.hyperdex.core.cluster.Coordinator;

/**
 * What one coordinator node says of itself and its cluster.
 *
 * @param clusterId the cluster's identity
 * @param nodeId the node that answered
 * @param leader whether that node leads
 * @param leaderAddress {@code host:port} of the node it takes for the leader; empty if unknown
 * @param coordinators the nodes that count: as long as a majority of them is there, the cluster can
 *     change
 * @param joining nodes that are being taken in and do not count yet
 * @param configurationVersion the newest configuration the node has
 * @param ready whether the node can serve
 */
public record CoordinatorStatus(
    String clusterId,
    String nodeId,
    boolean leader,
    String leaderAddress,
    List<Coordinator> coordinators,
    List<Coordinator> joining,
    long configurationVersion,
    boolean ready) {
  public CoordinatorStatus {
    coordinators = List.copyOf(coordinators);
    joining = List.copyOf(joining);
  }
}
