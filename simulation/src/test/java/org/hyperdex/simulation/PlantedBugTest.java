package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The checks see what they are there to see. */
class PlantedBugTest {
  private static final int MOST_SEEDS = 300;
  private static final int THREADS = 2;

  @Test
  void everyPlantedBugIsFoundAndSoon() {
    Map<PlantedBug, Optional<Zoo.Found>> found = Zoo.of(MOST_SEEDS, THREADS);
    assertThat(found.values()).as(() -> Zoo.table(found)).allMatch(Optional::isPresent);
  }

  @Test
  void aFailureIsToldInTheSmallestRunThatFailsLikeIt() {
    Run failed = Run.of(0, Scenario.named("calm").with(PlantedBug.OLD_PLACE_KEPT), 0);
    assertThat(failed.failed()).isTrue();
    Run smallest = Minimizer.smallest(failed);
    assertThat(smallest.check()).isEqualTo(failed.check());
    assertThat(smallest.scenario().operations()).isLessThan(failed.scenario().operations());
    assertThat(smallest.verdict()).contains("bin/simulate --replay", "OLD_PLACE_KEPT");
  }
}
