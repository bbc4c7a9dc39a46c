package org.hyperdex.simulation;

import java.util.List;
import java.util.Map;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.Observation;

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
    if (injected * 3 < planned) {
      throw new Violation(NAME, "only %d of %d faults".formatted(injected, planned));
    }
    long overlapping = history.objects().values().stream().mapToLong(VacuityCheck::overlaps).sum();
    if (scenario.clients() * scenario.strands() > 1 && overlapping * 12 < totals.answered) {
      throw new Violation(
          NAME, "only %d of %d operations overlap".formatted(overlapping, totals.answered));
    }
  }

  /** How many operations on one object began while another was under way. */
  private static long overlaps(List<Observation> observations) {
    return observations.stream()
        .filter(one ->
            observations.stream()
                .anyMatch(other -> other.begin() < one.begin() && one.begin() < other.end()))
        .count();
  }
}
