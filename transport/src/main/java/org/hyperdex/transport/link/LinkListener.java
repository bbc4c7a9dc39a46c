package org.hyperdex.transport.link;

import org.hyperdex.core.protocol.Message;

/**
 * Takes what happens on a link. Called by network threads, one call at a time per link: it may only
 * put things somewhere and wake somebody. What it throws closes the link.
 */
public interface LinkListener {
  /** The other side has accepted the link. Comes first. */
  default void opened(Link link) {}

  /** A message has arrived. */
  void received(Link link, Message message);

  /** All messages of one frame have been given to {@link #received}: time to wake a consumer. */
  default void batchEnd(Link link) {}

  /** The link has ended; comes exactly once, last, whoever closed it, also if it never opened. */
  void closed(Link link, CloseReason reason);
}
