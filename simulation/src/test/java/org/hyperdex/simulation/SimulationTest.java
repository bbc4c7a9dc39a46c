package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A cluster keeps its promises, and a run is its seed. */
class SimulationTest {
  private static final String FIRST_SEED = "simulation.seed";
  private static final int FRESH_SEEDS = 500;
  private static final int FRESH_SEEDS_OF_EACH_OTHER = 24;
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

  @Test
  void everyKindOfOperationIsAnswered() {
    Sweep sweep = Sweep.of(Scenario.named("types"), 1_000, 60, THREADS);
    assertThat(sweep.failed()).as(sweep::report).isEmpty();
    assertThat(sweep.coverage().kinds().missing()).isEmpty();
  }

  /** Seeds that have shown a mistake, as long as what they do is what they did then. */
  @ParameterizedTest
  @CsvSource({
    // A head of before told of a write after which its object was removed: the check was wrong.
    "indices, 380",
    // A joiner that became the tail sent a creation on before the removal.
    "indices, 1244",
    // A tail remembered a removal that the Stable mark had passed before.
    "indices, 97",
    // Who had become the head forgot a removal before the one of before told of it: rightly.
    "orders, 1756",
    // A write waited for another one, whose key region was lost.
    "losses, 2000016",
    // A write of long ago left its key region again, where one had joined that never had it.
    "faulty, 1795460291415",
    // Members left a chain by what was decided for an older one.
    "faulty, 1795450418252",
    // A count took an object for two: it was removed in one region, and created in another.
    "counting, 193"
  })
  void whatOnceWentWrongDoesNot(String scenario, long seed) {
    Run run = Run.of(seed, Scenario.named(scenario), 0);
    assertThat(run.failed()).as(run::verdict).isFalse();
  }

  /** Other seeds each time; the report names those that fail, and how to see them again. */
  @Test
  @SuppressWarnings("SystemOut") // Whoever looks for a failure of long ago needs the seed.
  void freshSeedsKeepTheirPromisesAndMeetEveryTrouble() {
    long first = Long.getLong(FIRST_SEED, System.currentTimeMillis());
    System.out.println("the simulation's seeds begin at -D" + FIRST_SEED + "=" + first);
    List<Sweep> sweeps =
        Scenario.NAMES.stream()
            .map(name -> Sweep.of(Scenario.named(name), first, freshSeeds(name), THREADS))
            .toList();
    Coverage coverage = new Coverage();
    for (Sweep sweep : sweeps) {
      System.out.print(sweep.report());
      coverage.add(sweep.coverage());
    }
    assertThat(sweeps).allSatisfy(sweep -> assertThat(sweep.failed()).as(sweep::report).isEmpty());
    assertThat(coverage.missing()).isEmpty();
  }

  private static int freshSeeds(String scenario) {
    return scenario.equals("faulty") ? FRESH_SEEDS : FRESH_SEEDS_OF_EACH_OTHER;
  }
}
