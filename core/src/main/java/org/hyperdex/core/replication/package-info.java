/**
 * One storage server's part of the chains: accept, propagate, apply, acknowledge, commit.
 *
 * <p>The entry is {@link org.hyperdex.core.replication.Shard}. It works in turns: the shell hands
 * it events, then collects the {@link org.hyperdex.core.replication.TurnEffects} of the turn and
 * carries them out in their order. The shard reads rows through {@link
 * org.hyperdex.core.replication.RegionStore}; everything else it wants from the world is an effect.
 *
 * <p>Who does what: {@code Regions} opens and closes replicas as configurations say; {@code
 * Requests} decides what clients ask, and {@code Confirmations} whether this server may answer
 * reads at all; {@code Scans} opens searches, with what {@code RecentMoves} knows; {@code Chain}
 * applies, acknowledges and commits writes, {@code Forwarding} sends them on, {@code Hops} knows
 * where to. A region that lacks a replica gets one by a transfer: {@code Transfers} and {@code
 * Outgoing} at the tail, {@code Joining} and {@code Incoming} at the joiner. {@code Scrubber}
 * compares copies in the background: {@code ScrubWalk} goes through the rows, {@code Suspicions}
 * decides what is a difference and what only looked like one, {@code Repairs} writes the object
 * again.
 *
 * <p>It must not know threads, sockets, disks or clocks; time is an argument.
 */
@NullMarked
package org.hyperdex.core.replication;

import org.jspecify.annotations.NullMarked;
