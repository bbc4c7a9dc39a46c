/**
 * The coordinator's state behind the replicated log: entries in, replies and configurations out.
 *
 * <p>{@code org.hyperdex.core.coordinator} decides; this package translates between its commands,
 * responses and state and what is written to the log, to snapshots and to clients, and adds the one
 * thing the core does not know: where each node's peer in the replication group is. It knows
 * neither threads nor clocks nor Ratis.
 */
@NullMarked
package org.hyperdex.coordinator.state;

import org.jspecify.annotations.NullMarked;
