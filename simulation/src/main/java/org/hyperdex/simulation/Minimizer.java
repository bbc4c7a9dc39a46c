package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes a failing run smaller: less work and fewer faults, as long as the same check fails. Less
 * work is another run, so some seeds are tried for each step.
 */
final class Minimizer {
  private static final int SEEDS = 30;
  private static final int STORY_LINES = 100_000;

  private Minimizer() {}

  /** The smallest run found that fails in the same check as {@code failed}. */
  static Run smallest(Run failed) {
    Run smallest = Run.of(failed.seed(), failed.scenario(), STORY_LINES);
    boolean smaller = true;
    while (smaller) {
      smaller = false;
      for (Scenario scenario : lessThan(smallest.scenario())) {
        Optional<Run> found = failing(scenario, smallest);
        if (found.isPresent()) {
          smallest = found.get();
          smaller = true;
          break;
        }
      }
    }
    return smallest;
  }

  private static Optional<Run> failing(Scenario scenario, Run before) {
    for (long seed = before.seed(); seed < before.seed() + SEEDS; seed++) {
      Run run = Run.of(seed, scenario, STORY_LINES);
      if (run.check().equals(before.check())) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }

  private static List<Scenario> lessThan(Scenario s) {
    List<Scenario> candidates = new ArrayList<>();
    if (s.hasFaults()) {
      candidates.add(s.withoutFaults());
    }
    if (s.operations() > 1) {
      candidates.add(s.with(s.clients(), s.strands(), s.operations() / 2));
    }
    if (s.clients() > 1) {
      candidates.add(s.with(s.clients() - 1, s.strands(), s.operations()));
    }
    if (s.strands() > 1) {
      candidates.add(s.with(s.clients(), s.strands() - 1, s.operations()));
    }
    s.faults()
        .forEach((fault, amount) -> {
          candidates.add(s.with(fault, 0));
          if (amount > 1 && fault.isEvent()) {
            candidates.add(s.with(fault, amount - 1));
          }
        });
    if (s.operations() > 1) {
      candidates.add(s.with(s.clients(), s.strands(), s.operations() - 1));
    }
    return candidates;
  }
}
