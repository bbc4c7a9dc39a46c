package org.hyperdex.transport.control;

import org.hyperdex.transport.proto.Heartbeat;

/** Brings a server's heartbeats to whichever coordinator leads. */
public interface HeartbeatStream extends Subscription {
  /**
   * Sends {@code heartbeat} to the leader; as long as none is known, only the newest heartbeat
   * waits. Never blocks.
   */
  void send(Heartbeat heartbeat);
}
