package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A cluster keeps its promises, and a run is its seed. */
class SimulationTest {
  private static final Simulation.Size SIZE = new Simulation.Size(4, 2, 5, 60, 0);

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
    runSeeds(SIZE);
  }

  @Test
  void serversThatAreKilledAndStartAgainLoseAndRepeatNothing() {
    runSeeds(new Simulation.Size(4, 2, 5, 60, 10));
  }

  private static void runSeeds(Simulation.Size size) {
    for (long seed = 0; seed < 300; seed++) {
      Simulation simulation = new Simulation(seed, size);
      try {
        assertThat(simulation.run().operations()).isEqualTo(5L * 60);
      } catch (Violation | IllegalStateException violation) {
        throw new AssertionError(
            "seed " + seed + ":\n" + String.join("\n", simulation.story()), violation);
      }
    }
  }
}
