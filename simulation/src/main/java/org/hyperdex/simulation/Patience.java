package org.hyperdex.simulation;

import java.util.Set;
import org.hyperdex.core.client.Failure;

/**
 * How long a client waits, and how long it may have to: whatever happens to servers and links, it
 * goes on trying until its time is over; and where nothing else goes wrong, a server that does not
 * reach its neighbours holds nobody up for longer than it takes to do without it.
 */
final class Patience {
  private static final long PATIENCE_NANOS = 4_000_000_000L;
  private static final long SHORT_PATIENCE_NANOS = 15_000_000;

  /** Some of its objects are changed by then, and some are not. */
  private static final long SHORT_GROUP_PATIENCE_NANOS = 45_000_000;

  /**
   * The links are given up, the complaint is upheld for a lease, all leases run out, the others
   * hear of it, and the client tries again.
   */
  private static final long LONGEST_STALL_NANOS = 2_600_000_000L;

  private static final Set<Fault> DONE_WITHOUT =
      Set.of(Fault.LONG_CUT_OFF, Fault.SLOW_CONFIGURATION);

  private final EventLoop loop;
  private final boolean bounded;

  Patience(Scenario scenario, EventLoop loop) {
    this.loop = loop;
    bounded = DONE_WITHOUT.containsAll(scenario.faults().keySet());
  }

  /** An operation begins. */
  Deadline begin() {
    return begin(SHORT_PATIENCE_NANOS);
  }

  /** A group operation begins. */
  Deadline beginGroup() {
    return begin(SHORT_GROUP_PATIENCE_NANOS);
  }

  private Deadline begin(long shortNanos) {
    boolean hurry = loop.random().nextInt(12) == 0;
    return new Deadline(loop.nowNanos() + (hurry ? shortNanos : PATIENCE_NANOS));
  }

  /** Until when a client waits for one operation. */
  final class Deadline {
    private final long begunNanos = loop.nowNanos();
    private final long nanos;

    private Deadline(long nanos) {
      this.nanos = nanos;
    }

    long nanos() {
      return nanos;
    }

    void gaveUp(SimulatedCall.GivenUp how) {
      boolean told = how.reason() == Failure.SPACE_REMOVED || how.reason() == Failure.READ_ONLY;
      if (loop.nowNanos() < nanos && !told) {
        throw new Violation("availability", "a client gives up before its time is over");
      }
      answered();
    }

    void answered() {
      if (bounded && loop.nowNanos() - begunNanos > LONGEST_STALL_NANOS) {
        throw new Violation("stall", "a server that is cut off from others holds up a client");
      }
    }
  }
}
