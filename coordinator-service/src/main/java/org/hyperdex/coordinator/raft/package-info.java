/**
 * The replicated log, by Apache Ratis: everything that knows Ratis is here.
 *
 * <p>A {@link org.hyperdex.coordinator.raft.RaftNode} is one member of the group. Committed entries
 * go to a {@link org.hyperdex.coordinator.raft.Machine}, in order, on one thread; its replies go
 * back to whoever wrote the entry. The package knows nothing of clusters, servers or spaces:
 * entries, replies and snapshots are bytes.
 *
 * <p>Why entries must be precious: each costs an fsync on a majority of the nodes. Heartbeats and
 * whatever else can be found out again stays out of the log.
 */
@NullMarked
package org.hyperdex.coordinator.raft;

import org.jspecify.annotations.NullMarked;
