package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks see what they are there to see: each planted bug is found, and soon. */
class PlantedBugTest {
  private static final int SEEDS = 180;

  /** Without those that no seed has shown yet. */
  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "NONE",
        "NO_PREREQUISITE",
        "SEARCH_IGNORES_PENDING",
        "TOMBSTONES_NOT_KEPT",
        "OLD_EPOCH_ACCEPTED",
        "PARTIAL_SEARCH",
        "COUNT_TWICE",
        "OUTCOMES_LOST_IN_TRANSFER",
        "REMOVALS_LOST_IN_TRANSFER",
        "CONFIRMED_AT_ANY_EPOCH",
        "FORWARDED_BEFORE_DURABLE"
      })
  void isFound(PlantedBug bug) {
    assertThat(firstFound(bug)).isPresent();
  }

  @Test
  void whatRotsOnADiskIsFoundByTheScrubber() {
    Scenario scenario = Scenario.CALM.with(PlantedBug.ROWS_ROT);
    assertThat(LongStream.range(0, 20).mapToObj(seed -> Run.of(seed, scenario, 0).check()))
        .contains("scrub");
  }

  /** The first run that fails because of {@code bug}: without it, it does not. */
  private static Optional<Run> firstFound(PlantedBug bug) {
    Scenario scenario = Scenario.named(bug.scenario()).with(bug);
    for (long seed = 0; seed < SEEDS; seed++) {
      Run run = Run.of(seed, scenario, 0);
      if (run.failed() && !Run.of(seed, scenario.with(PlantedBug.NONE), 0).failed()) {
        return Optional.of(run);
      }
    }
    return Optional.empty();
  }
}
