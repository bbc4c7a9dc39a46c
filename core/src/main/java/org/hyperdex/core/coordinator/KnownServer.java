package org.hyperdex.core.coordinator;

import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;

/**
 * A storage server as the coordinator knows it.
 *
 * @param server what is published of it
 * @param start the random number its newest process drew when it started; 0 before the first
 * @param held whether an operator holds it offline; never while it is available
 */
public record KnownServer(Server server, long start, boolean held) {
  public KnownServer {
    if (held && server.state() == ServerState.AVAILABLE) {
      throw new IllegalStateException("server " + server.id() + " is available and held offline");
    }
  }

  /** The server's id. */
  public long id() {
    return server.id();
  }

  /** Where the server stands in its life. */
  public ServerState state() {
    return server.state();
  }

  /** Whether its process serves. */
  public boolean available() {
    return server.state() == ServerState.AVAILABLE;
  }

  /**
   * Whether a process that drew this start is the one that serves already. One that was declared
   * lost, or left, is never the same again: what it held may be somebody else's by now.
   */
  boolean isSame(long announcedStart) {
    return available() && start == announcedStart;
  }
}
