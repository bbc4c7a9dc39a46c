/**
 * The data path: one ordered, bidirectional stream of frames per pair of processes.
 *
 * <p><b>Sending.</b> {@link org.hyperdex.transport.link.Link#send} may be called by any thread and
 * never blocks. It appends the encoded message to the frame that is being filled and wakes the
 * link's network thread, unless it has been woken already; that thread hands over what has gathered
 * by then as one frame. So a quiet link sends each message at once, and a busy one sends large
 * frames: batching grows with load by itself. Whoever has many messages to send uses {@link
 * org.hyperdex.transport.link.Link#enqueue} for each and {@link
 * org.hyperdex.transport.link.Link#flush} once.
 *
 * <p><b>Receiving.</b> Listeners are called by the network thread and may only put messages
 * somewhere and wake somebody; {@link org.hyperdex.transport.link.LinkListener#batchEnd} comes once
 * per frame. One frame at a time is asked for: a receiver that pauses a link stops its sender
 * through the stream's flow control, and the sender's queue fills up to its bound.
 *
 * <p><b>Opening.</b> The connecting side begins with a {@link org.hyperdex.transport.wire.Hello};
 * the other side checks cluster, server and incarnation and answers with a welcome or refuses with
 * a reason. A link that has closed stays closed; connecting again is a decision of its owner.
 *
 * <p>A network thread serves many links. It must never wait for anything.
 *
 * <p>This package knows gRPC and Netty, and nothing of what the messages mean.
 */
@NullMarked
package org.hyperdex.transport.link;

import org.jspecify.annotations.NullMarked;
