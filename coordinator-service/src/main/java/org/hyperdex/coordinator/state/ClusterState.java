package org.hyperdex.coordinator.state;

import java.util.SortedMap;
import java.util.TreeMap;
import org.hyperdex.core.coordinator.CoordinatorState;

/**
 * Everything the log's entries have led to. Immutable; equality is by content.
 *
 * @param coordinator what the coordinator decided
 * @param members every coordinator node by node id: the membership the replication group shall have
 */
public record ClusterState(CoordinatorState coordinator, SortedMap<String, MemberAddress> members) {
  /** Before the first entry. */
  public static final ClusterState INITIAL =
      new ClusterState(CoordinatorState.INITIAL, new TreeMap<>());

  public ClusterState {
    members = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(members));
  }
}
