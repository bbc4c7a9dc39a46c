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
  /** A disk refuses all batches for a while. */
  FULL_DISK,
  /** A disk cannot read what is read next, which ends the process. */
  READ_ERROR,
  /** A disk is very slow for a while. */
  SLOW_DISK,
  /** A server is shut down in order, and starts again. */
  SHUTDOWN,
  /** An operator removes a server for good, dead or alive, and adds a fresh one. */
  REPLACEMENT,
  /** An operator takes a live server offline, and lets it come back a while later. */
  OFFLINE,
  /** An operator takes a server offline for good and forgets it; it may be put to use again. */
  RETIREMENT,
  /** An operator adds a fresh server. */
  NEWCOMER,
  /** An operator lets a space tolerate more failures, or fewer. */
  TOLERANCE,
  /** An operator gives an order about some server without looking whether it fits. */
  BLIND_ORDER,
  /** An operator lets nobody write for a while. */
  READ_ONLY,
  /** A machine is gone for good with the only copy of some regions; operators accept the loss. */
  DATA_LOSS,
  /** A link between two processes ends, and what is under way is lost. */
  BROKEN_LINK,
  /** Some of it is not, and arrives late. The number is for every how many links that end. */
  LATE_ARRIVAL,
  /** A write is asked twice, the second time late and by a link that has ended. Every how many. */
  LATE_COPY,
  /** A link is slow for a while. */
  CLOGGED_LINK,
  /** Nothing passes from some server to some other, or both ways, for a while. */
  PARTITION,
  /** Nothing passes between some server and the coordinators for a while. */
  UNHEARD,
  /** Nothing passes from or to some process for a while. */
  ISOLATION,
  /** Some server and some others do not hear each other for a while, and everybody else does. */
  CUT_OFF,
  /** The same, for as long as it takes until somebody does something about it. */
  LONG_CUT_OFF,
  /** A server stands still for a while, and its clock goes on. */
  PAUSE,
  /** A client stands still for so long that all servers forget it, in the middle of a write. */
  CLIENT_SLEEP,
  /** The coordinators' leader stands still for a while. */
  LEADER_PAUSE,
  /** The coordinators lose their leader and all it knew beyond the log. */
  LEADER_CHANGE,
  /** A space is added, used a little, and removed. */
  PASSING_SPACE,
  /** The space that is used gets an index. */
  ADD_INDEX,
  /** It loses one. */
  DROP_INDEX,
  /** The monotonic clock of a process jumps forward. */
  CLOCK_JUMP,
  /** The coordinators' clock on the wall is set forward or back. */
  WALL_CLOCK_JUMP,
  /** Some configurations arrive late. The number is every how many. */
  SLOW_CONFIGURATION,
  /** Clocks are off. The number is by how many parts per million at most. */
  CLOCK_DRIFT,
  /** All processes' clocks run so many times as fast as the network, for what takes hours. */
  FAST_CLOCKS,
  /** Servers do not wait for their disks, as they are told to by {@code durability=os}. */
  NO_SYNC;

  /** Whether it happens so many times, at random moments. */
  boolean isEvent() {
    return switch (this) {
      case SLOW_CONFIGURATION, CLOCK_DRIFT, LATE_ARRIVAL, LATE_COPY, FAST_CLOCKS, NO_SYNC -> false;
      default -> true;
    };
  }
}
