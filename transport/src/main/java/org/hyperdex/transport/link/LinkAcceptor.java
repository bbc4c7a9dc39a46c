package org.hyperdex.transport.link;

import org.hyperdex.transport.wire.Hello;

/** Decides who listens to a link that another process has opened. */
@FunctionalInterface
public interface LinkAcceptor {
  /**
   * Takes a link whose hello fits this server. Called by network threads; must not block. Messages
   * may be sent on the link from here on.
   *
   * @throws LinkRefusedException if the link is not wanted; the other side is told why
   */
  LinkListener accept(Link link, Hello hello);
}
