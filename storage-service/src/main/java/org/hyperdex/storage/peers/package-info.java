/**
 * Links: to the other storage servers, and those that clients and servers open to this one.
 *
 * <p>What comes in: {@link org.hyperdex.storage.peers.Receptionist} accepts links, an {@link
 * org.hyperdex.storage.peers.IncomingLink} sorts each frame's messages by shard and puts them into
 * the mailboxes; credits and cancellations go to the link's searches directly. Network threads do
 * nothing else.
 *
 * <p>What goes out: each shard has a {@link org.hyperdex.storage.peers.LinkOutput}. Messages for
 * another server travel by the link that this server opened to it ({@link
 * org.hyperdex.storage.peers.Peers}), answers by the link the request came by ({@link
 * org.hyperdex.storage.peers.ClientSession}). All messages of a turn to one process leave together.
 *
 * <p>A message for a server that cannot be reached is dropped: when there is a link again, every
 * shard hears of it and sends again what is still pending. A link whose queue overflows is closed,
 * for the same reason: a gap would be worse than an end.
 */
@NullMarked
package org.hyperdex.storage.peers;

import org.jspecify.annotations.NullMarked;
