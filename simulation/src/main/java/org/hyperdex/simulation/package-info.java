/**
 * A whole cluster in one thread: the real core over simulated time, network and disks.
 *
 * <p>{@link org.hyperdex.simulation.EventLoop} owns time and the only source of chance; everything
 * else asks it. So one seed is one run, to the last event, and a failure is replayed by its seed.
 * Servers run the very {@link org.hyperdex.core.replication.Shard} that production runs, the
 * coordinator the very decide and evolve; clients the very routing and retrying. Every run is
 * described by a {@link org.hyperdex.simulation.Trace}, whose hash two runs of one seed share.
 *
 * <p>A {@link org.hyperdex.simulation.Scenario} says how much is done and what goes wrong. A run
 * ends with a {@link org.hyperdex.simulation.Violation} as soon as a disk, a configuration or an
 * answer is not as it must be, or in the end, when the history of all clients is judged. What a run
 * met is its {@link org.hyperdex.simulation.Coverage}: runs that meet no trouble prove little. That
 * the checks see what they are there to see is proved by every {@link
 * org.hyperdex.simulation.PlantedBug}.
 */
@NullMarked
package org.hyperdex.simulation;

import org.jspecify.annotations.NullMarked;
