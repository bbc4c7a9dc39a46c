package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A cluster without faults keeps its promises, and a run is its seed. */
class SimulationTest {
  private static final Simulation.Size SIZE = new Simulation.Size(4, 2, 5, 60);

  @Test
  void twoRunsOfOneSeedAreOneRun() {
    Simulation.Report first = new Simulation(42, SIZE).run();
    Simulation.Report second = new Simulation(42, SIZE).run();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void twoSeedsAreTwoRuns() {
    assertThat(new Simulation(1, SIZE).run().traceHash())
        .isNotEqualTo(new Simulation(2, SIZE).run().traceHash());
  }

  @Test
  void everySeedKeepsWhatIsPromised() {
    for (long seed = 0; seed < 300; seed++) {
      Simulation simulation = new Simulation(seed, SIZE);
      try {
        assertThat(simulation.run().operations()).isEqualTo(5L * 60);
      } catch (Violation | IllegalStateException violation) {
        throw new AssertionError(
            "seed " + seed + ":\n" + String.join("\n", simulation.story()), violation);
      }
    }
  }
}
