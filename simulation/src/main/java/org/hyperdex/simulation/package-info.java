/**
 * A whole cluster in one thread: the real core over simulated time, network and disks.
 *
 * <p>{@link org.hyperdex.simulation.EventLoop} owns time and the only source of chance; everything
 * else asks it. So one seed is one run, to the last event, and a failure is replayed by its seed.
 * Servers run the very {@link org.hyperdex.core.replication.Shard} that production runs, the
 * coordinator the very decide and evolve; clients the very routing. Every run is described by a
 * {@link org.hyperdex.simulation.Trace}, whose hash two runs of one seed share.
 */
@NullMarked
package org.hyperdex.simulation;

import org.jspecify.annotations.NullMarked;
