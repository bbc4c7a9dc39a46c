/**
 * The data directory of a coordinator node: who the node is, and the lock that keeps it to one
 * process.
 *
 * <p>Layout: {@code LOCK} (held while a process uses the directory), {@code identity} (written
 * once, before anything else, then only with a new phase or address), {@code coordinators}
 * (addresses of the cluster's nodes, a hint for finding them again), {@code raft/} (the replicated
 * log and its snapshots).
 */
@NullMarked
package org.hyperdex.coordinator.directory;

import org.jspecify.annotations.NullMarked;
