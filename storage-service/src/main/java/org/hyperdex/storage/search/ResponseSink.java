package org.hyperdex.storage.search;

import org.hyperdex.core.protocol.ServerResponse;

/** The way back to the client of a search. Any thread; nothing here blocks. */
public interface ResponseSink {
  /** Sends {@code response}; it may be kept back until {@link #flush}. Lost if the link is gone. */
  void send(ServerResponse response);

  /** Lets out what was kept back. */
  void flush();

  /** Whether the link has room for another batch of rows. */
  boolean writable();
}
