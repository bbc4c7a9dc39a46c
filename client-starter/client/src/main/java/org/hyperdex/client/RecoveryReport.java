package org.hyperdex.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What becomes of the regions of one storage server that failed or left.
 *
 * @param id unique, rising
 * @param server who failed or left
 * @param incarnation which of its processes
 * @param configurationVersion the configuration without the server
 * @param regions those that had the server
 * @param steps the phases so far: {@code DETECT}, {@code DECIDE}, {@code PUBLISH}, {@code
 *     RE_CHAIN}, {@code CATCH_UP}, {@code STEADY}; some may be left out; never empty
 * @param bytesDone of the copies under way; 0 if the node that was asked does not lead
 * @param bytesTotal of the copies under way, as far as is known
 * @param remaining until the copies under way will have ended if they go on as they have begun;
 *     zero if that is not known
 */
public record RecoveryReport(
    long id,
    long server,
    long incarnation,
    long configurationVersion,
    List<Long> regions,
    List<Step> steps,
    long bytesDone,
    long bytesTotal,
    Duration remaining) {
  private static final String LAST_PHASE = "STEADY";

  /**
   * The beginning of a phase.
   *
   * @param phase a stable name
   * @param at when, by the clock of the coordinators' leader
   * @param reason why, a stable name
   */
  public record Step(String phase, Instant at, String reason) {}

  public RecoveryReport {
    regions = List.copyOf(regions);
    steps = List.copyOf(steps);
  }

  /** The phase it is in. */
  public String phase() {
    return steps.getLast().phase();
  }

  /** Whether it has come to its end. */
  public boolean ended() {
    return phase().equals(LAST_PHASE);
  }
}
