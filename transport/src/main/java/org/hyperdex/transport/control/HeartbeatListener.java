package org.hyperdex.transport.control;

import org.hyperdex.transport.proto.HeartbeatAnswer;

/** Takes the leader's answers. Called by one thread of the control channel, one at a time. */
@FunctionalInterface
public interface HeartbeatListener {
  /** The leader has answered the heartbeat that has the answer's sequence. */
  void answered(HeartbeatAnswer answer);

  /**
   * No leader can be found at the moment; the channel goes on trying. Comes once per interruption.
   *
   * @param problem what became of each coordinator, for people
   */
  default void interrupted(String problem) {}
}
