package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of the regions of one server that failed or left, from the first sign of it until
 * each has its replicas again.
 *
 * <pre>
 * DETECT    somebody noticed that the server is away
 * DECIDE    the coordinators agreed that it is
 * PUBLISH   the configuration without it is on its way to all servers
 * RE_CHAIN  all servers have it; writes of the older epoch are driven to their end
 * CATCH_UP  the regions work; servers that shall take the lost places are brought up to date
 * STEADY    each region has its replicas again: the end
 * </pre>
 *
 * @param id unique, rising
 * @param server who failed or left
 * @param incarnation which of its processes
 * @param servers how many servers were available before, this one included: with fewer than f + 1
 *     there was less to lose
 * @param version of the configuration that is without the server
 * @param regions those that had the server in their chain, or as joiner, when it began
 * @param steps the phases so far, each with its beginning; never empty
 */
public record Recovery(
    long id,
    long server,
    long incarnation,
    int servers,
    long version,
    List<Long> regions,
    List<Step> steps) {
  /** How many that have ended are remembered. */
  public static final int ENDED_REMEMBERED = 32;

  /** How far a recovery is. */
  public enum Phase {
    DETECT,
    DECIDE,
    PUBLISH,
    RE_CHAIN,
    CATCH_UP,
    STEADY
  }

  /** Why a phase began. The names are stable: they are in the API and in the log. */
  public enum Reason {
    /** DETECT: no heartbeat came until the lease had certainly run out. */
    LEASE_EXPIRED,
    /** DETECT: the heartbeats broke off and the server's host refused connections to its port. */
    PORT_REFUSED,
    /** DETECT: the server reached the coordinators, but not the servers it shares regions with. */
    NEIGHBOURS_CUT_OFF,
    /** DETECT: the server left in order. */
    SHUTDOWN,
    /** DETECT: an operator took the server offline. */
    OFFLINE,
    /** DETECT: an operator banned the server. */
    KILLED,
    /** DETECT: an operator accepted the loss of what only this server had. */
    DATA_LOSS_ACCEPTED,
    /** DECIDE. */
    COORDINATORS_AGREED,
    /** PUBLISH: every region goes on without the server. */
    CHAINS_SHRUNK,
    /** PUBLISH: some regions wait for the server, who was their last member. */
    LAST_MEMBER_AWAITED,
    /** RE_CHAIN. */
    CONFIGURATION_ADOPTED,
    /** CATCH_UP. */
    WRITES_SETTLED,
    /** STEADY. */
    REDUNDANCY_RESTORED,
    /** STEADY: the same server failed again; the newer recovery has the rest. */
    SUPERSEDED
  }

  /**
   * The beginning of a phase.
   *
   * @param atMillis when, in milliseconds since 1970, by the clock of the coordinators' leader
   */
  public record Step(Phase phase, long atMillis, Reason reason) {}

  public Recovery {
    regions = List.copyOf(regions);
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a recovery has begun");
    }
  }

  /** The phase it is in. */
  public Phase phase() {
    return steps.getLast().phase();
  }

  /** Whether it has come to its end. */
  public boolean ended() {
    return phase() == Phase.STEADY;
  }

  /** This recovery one step on. */
  Recovery plus(Step step) {
    if (ended() || step.phase().compareTo(phase()) <= 0) {
      throw new IllegalStateException("recovery " + id + " goes from " + phase() + " to " + step);
    }
    List<Step> longer = new ArrayList<>(steps);
    longer.add(step);
    return new Recovery(id, server, incarnation, servers, version, regions, longer);
  }
}
