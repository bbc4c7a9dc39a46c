/**
 * The threads that carry the shards of the replication core.
 *
 * <p>Every region belongs to one shard, every shard to one thread ({@link
 * org.hyperdex.storage.shard.ShardLoop}) and one {@link org.hyperdex.storage.shard.Mailbox}. The
 * thread works in turns: it drains the mailbox, lets the core decide event by event, writes one
 * batch, and only then lets out what the core wants said. So the cost of a batch, of an fsync and
 * of a wake-up is shared by all events of a turn, and turns grow with the load by themselves.
 *
 * <p>A thread with nothing to do sleeps: spinning would take the core away from the threads that
 * bring the work. Whoever puts the first event into an empty mailbox wakes it; everybody else only
 * appends.
 *
 * <p>Nothing in here decides anything about the protocol, and nothing but the batch and its fsync
 * blocks in a turn. A failed batch, or a defect of the core, ends the thread and the server before
 * anything of the turn has left.
 */
@NullMarked
package org.hyperdex.storage.shard;

import org.jspecify.annotations.NullMarked;
