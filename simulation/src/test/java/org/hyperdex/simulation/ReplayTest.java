package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Replays the seed that a failed test names, and tells the story of the smallest run like it. */
class ReplayTest {
  private static final String PROPERTY = "simulation.replay";

  @Test
  @EnabledIfSystemProperty(named = PROPERTY, matches = "\\d+,\\w+,\\w+")
  void theSeedHolds() {
    List<String> words = List.of(System.getProperty(PROPERTY, "").split(",", -1));
    Run run =
        Run.of(Long.parseLong(words.getFirst()), Replay.scenario(words.get(1), words.get(2)), 0);
    assertThat(run.failed()).as(() -> Replay.story(run)).isFalse();
  }
}
