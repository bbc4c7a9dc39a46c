package org.hyperdex.simulation;

/** What may go wrong in a run. */
public enum Fault {
  /** A server's process ends and starts again; its disk has all that was written. */
  KILL,
  /** The same, and its disk has lost what was not synced; sometimes at all servers. */
  POWER_LOSS,
  /** The same as a kill, a moment after the server has done something that is easily forgotten. */
  AMBUSH,
  /** A disk refuses a batch or a sync, which ends the process. */
  DISK_ERROR,
  /** A disk is very slow for a while. */
  SLOW_DISK,
  /** A server is shut down in order, and starts again. */
  SHUTDOWN,
  /** An operator removes a server for good, dead or alive, and adds a fresh one. */
  REPLACEMENT,
  /** An operator takes a live server offline, and lets it come back a while later. */
  OFFLINE,
  /** A link between two processes loses what is under way. */
  BROKEN_LINK,
  /** A link is slow for a while. */
  CLOGGED_LINK,
  /** Nothing passes from some server to some other, or both ways, for a while. */
  PARTITION,
  /** Nothing passes between some server and the coordinators for a while. */
  UNHEARD,
  /** Nothing passes from or to some process for a while. */
  ISOLATION,
  /** A server stands still for a while, and its clock goes on. */
  PAUSE,
  /** The coordinators lose their leader and all it knew beyond the log. */
  LEADER_CHANGE,
  /** Some configurations arrive late. The number is every how many. */
  SLOW_CONFIGURATION,
  /** Clocks are off. The number is by how many parts per million at most. */
  CLOCK_DRIFT;

  /** Whether it happens so many times, at random moments. */
  boolean isEvent() {
    return this != SLOW_CONFIGURATION && this != CLOCK_DRIFT;
  }
}
