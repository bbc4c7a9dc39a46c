package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster keeps its promises, and a run is its seed. */
class SimulationTest {
  private static final String FIRST_SEED = "simulation.seed";
  private static final int FRESH_SEEDS = 1_000;
  private static final int THREADS = 2;
  private static final Scenario FAULTY = Scenario.named("faulty");

  @Test
  void twoRunsOfOneSeedAreOneRun() {
    Simulation.Report first = new Simulation(42, FAULTY).run();
    Simulation.Report second = new Simulation(42, FAULTY, 0).run();
    assertThat(second).isEqualTo(first);
  }

  @Test
  void twoSeedsAreTwoRuns() {
    assertThat(new Simulation(3, FAULTY).run().traceHash())
        .isNotEqualTo(new Simulation(4, FAULTY).run().traceHash());
  }

  static List<String> scenarios() {
    return Scenario.NAMES.stream().filter(name -> !name.equals("faulty")).toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aClusterKeepsItsPromisesInEveryScenario(String name) {
    Scenario scenario = Scenario.named(name);
    Sweep sweep = Sweep.of(scenario, 0, 40, THREADS);
    assertThat(sweep.failed()).as(sweep::report).isEmpty();
    assertThat(sweep.coverage().faults().keySet())
        .containsAll(scenario.faults().keySet().stream().filter(Fault::isEvent).toList());
  }

  /** Other seeds each time; the report names those that fail, and how to see them again. */
  @Test
  @SuppressWarnings("SystemOut") // Whoever looks for a failure of long ago needs the seed.
  void freshSeedsKeepTheirPromisesAndMeetEveryTrouble() {
    long first = Long.getLong(FIRST_SEED, System.currentTimeMillis());
    System.out.println("the simulation's seeds begin at -D" + FIRST_SEED + "=" + first);
    Sweep sweep = Sweep.of(FAULTY, first, FRESH_SEEDS, THREADS);
    System.out.print(sweep.report());
    assertThat(sweep.failed()).as(sweep::report).isEmpty();
    assertThat(sweep.coverage().missing()).isEmpty();
  }
}
