package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is printed of a failure is enough to see it again. */
class ReplayTest {
  private static final Run FAILED =
      Run.of(0, Scenario.named("calm").with(PlantedBug.OLD_PLACE_KEPT), 0);

  private static List<String> words(String command) {
    List<String> words = List.of(command.strip().split(" ", -1));
    assertThat(words.getFirst()).isEqualTo("bin/simulate");
    return words.subList(1, words.size());
  }

  private static String printed(List<String> words, boolean holds) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    assertThat(Replay.run(words, out)).isEqualTo(holds);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theCommandReplaysTheVeryRun() {
    assertThat(FAILED.failed()).isTrue();
    String command = Replay.command(FAILED);
    assertThat(command).isEqualTo("bin/simulate --replay 0 --scenario calm --bug OLD_PLACE_KEPT");
    assertThat(printed(words(command), false)).startsWith(FAILED.verdict());
  }

  @Test
  void theStoryIsOfTheRunWhoseCommandItNames() {
    Run smallest = Minimizer.smallest(FAILED);
    assertThat(smallest.scenario().operations()).isLessThan(FAILED.scenario().operations());
    String command = Replay.command(smallest);
    assertThat(command).contains("--bug OLD_PLACE_KEPT", "--operations");

    String story = Replay.story(FAILED);
    assertThat(story).contains(FAILED.verdict(), smallest.verdict(), command);
    assertThat(smallest.story()).isNotEmpty();
    assertThat(story).endsWith(String.join("\n", smallest.story()));
    assertThat(printed(words(command), false))
        .startsWith(smallest.verdict())
        .endsWith(String.join("\n", smallest.story()) + System.lineSeparator());
  }

  @Test
  void aCommandSaysWhatIsLessThanInTheScenario() {
    Scenario less =
        Scenario.named("late").with(1, 1, 3).with(Fault.KILL, 1).with(Fault.LATE_COPY, 0);
    Run run = Run.of(7, less, 0);
    String command = Replay.command(run);
    assertThat(command)
        .contains("--scenario late", "--clients 1", "--strands 1", "--operations 3", "KILL=1")
        .doesNotContain("LATE_COPY", "--bug");
    assertThat(printed(words(command), true)).contains(run.report().orElseThrow().toString());
  }

  @Test
  void aCommandSaysThatThereAreNoFaults() {
    Run run = Run.of(7, Scenario.named("links").withoutFaults(), 0);
    String command = Replay.command(run);
    assertThat(command).endsWith("--faults none");
    assertThat(printed(words(command), true)).contains(run.report().orElseThrow().toString());
  }

  @Test
  void whatClientsLearnedIsToldFromWhereTheyLearnedIt() {
    Scenario searching = Scenario.named("searching").with(PlantedBug.COMMITTED_MISSED);
    Run failed =
        LongStream.range(0, 30)
            .mapToObj(seed -> Run.of(seed, searching, 100_000))
            .filter(run -> run.check().equals("linearizability"))
            .findFirst()
            .orElseThrow();
    assertThat(failed.story()).anyMatch(line -> line.contains("other lines"));
  }
}
