package org.hyperdex.simulation;

import java.util.Map;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Overlaps;

/** A run proves something only if enough happened in it, at the same time, in spite of enough. */
final class VacuityCheck {
  static final String NAME = "vacuity";

  /** What every run has that is about kinds of operations, unless it is cut short. */
  private static final long MOST_KINDS = 80;

  private static final long KINDS_PER_OPERATION = 1;

  private VacuityCheck() {}

  static void check(Scenario scenario, Workload.Totals totals, History history, Coverage coverage) {
    if (totals.answered * 2 < totals.begun) {
      throw new Violation(
          NAME, "only %d of %d operations".formatted(totals.answered, totals.begun));
    }
    long planned =
        scenario.faults().entrySet().stream()
            .filter(fault -> fault.getKey().isEvent() && fault.getKey() != Fault.AMBUSH)
            .mapToLong(Map.Entry::getValue)
            .sum();
    long injected = coverage.faults().values().stream().mapToLong(Long::longValue).sum();
    if (injected * 4 < planned) {
      throw new Violation(NAME, "only %d of %d faults".formatted(injected, planned));
    }
    long kinds = coverage.kinds().counts().size();
    long wanted = Math.min(MOST_KINDS, totals.answered * KINDS_PER_OPERATION);
    if (scenario.work().isAboutKinds() && kinds < wanted) {
      throw new Violation(NAME, "only %d of %d kinds of operations".formatted(kinds, wanted));
    }
    long overlapping = Overlaps.of(history);
    if (scenario.clients() * scenario.strands() > 1 && overlapping * 12 < totals.answered) {
      throw new Violation(
          NAME, "only %d of %d operations overlap".formatted(overlapping, totals.answered));
    }
  }
}
