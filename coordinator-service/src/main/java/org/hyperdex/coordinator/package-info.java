/**
 * A coordinator node as a process and as an object.
 *
 * <p>{@link org.hyperdex.coordinator.CoordinatorNode} is the node, free of frameworks. {@link
 * org.hyperdex.coordinator.CoordinatorApplication} wraps it with settings, health and metrics. The
 * parts of a node are rooms of their own:
 *
 * <ul>
 *   <li>{@code directory}: who the node is, on disk;
 *   <li>{@code raft}: the replicated log;
 *   <li>{@code state}: what the log leads to; the decisions are {@code
 *       org.hyperdex.core.coordinator}'s;
 *   <li>{@code control}: the calls others make.
 * </ul>
 *
 * <p>Membership is a wish in the replicated state: a node that announces itself, or that an
 * operator removes, changes the state first; whoever leads then brings the replication group to it,
 * and goes on with that if the leader changes.
 */
@NullMarked
package org.hyperdex.coordinator;

import org.jspecify.annotations.NullMarked;
