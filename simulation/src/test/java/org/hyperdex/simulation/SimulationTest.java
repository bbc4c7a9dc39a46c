package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A cluster keeps its promises, and a run is its seed. */
class SimulationTest {
  private static final Scenario FAULTY = Scenario.CALM.with(Scenario.Faults.ALL);

  @Test
  void twoRunsOfOneSeedAreOneRun() {
    Simulation.Report first = new Simulation(42, FAULTY).run();
    Simulation.Report second = new Simulation(42, FAULTY).run();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void twoSeedsAreTwoRuns() {
    assertThat(new Simulation(3, FAULTY).run().traceHash())
        .isNotEqualTo(new Simulation(4, FAULTY).run().traceHash());
  }

  @Test
  void aCalmClusterKeepsItsPromises() {
    runSeeds(Scenario.CALM, 0, 120);
  }

  @Test
  void aClusterInTroubleKeepsItsPromisesAndMeetsEveryTrouble() {
    assertThat(runSeeds(FAULTY, 0, 240).missing()).isEmpty();
  }

  private static Coverage runSeeds(Scenario scenario, long from, long to) {
    Coverage coverage = new Coverage();
    for (long seed = from; seed < to; seed++) {
      Run run = Run.of(seed, scenario, 100);
      assertThat(run.failed())
          .as(() -> String.join("\n", run.story()) + "\n" + run.verdict())
          .isFalse();
      coverage.add(run.coverage());
    }
    return coverage;
  }
}
