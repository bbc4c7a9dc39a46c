package org.hyperdex.simulation;

import java.util.Map;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Overlaps;

/** A run proves something only if enough happened in it, at the same time, in spite of enough. */
final class VacuityCheck {
  static final String NAME = "vacuity";

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
    long overlapping = Overlaps.of(history);
    if (scenario.clients() * scenario.strands() > 1 && overlapping * 12 < totals.answered) {
      throw new Violation(
          NAME, "only %d of %d operations overlap".formatted(overlapping, totals.answered));
    }
  }
}
