package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** README's tour works word for word, but for the ports. */
class ReadmeTourIT {
  private static final String PROMPT = "$ ";
  private static final String CONTINUATION = "> ";
  private static final long COMMAND_SECONDS = 60;

  /** A command of the tour and what README says it prints. */
  private record Step(String command, List<String> output) {}

  @Test
  void everyCommandPrintsWhatReadmeSays(@TempDir Path data) throws Exception {
    List<Step> steps = steps();
    assertThat(steps).hasSizeGreaterThan(10);
    try (RunningCluster cluster = RunningCluster.start(data)) {
      for (Step step : steps) {
        // Results of a search come in no order.
        assertThat(run(step.command(), cluster))
            .as(step.command())
            .containsExactlyInAnyOrderElementsOf(step.output());
      }
    }
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    boolean inConsole = false;
    StringBuilder command = new StringBuilder();
    List<String> output = new ArrayList<>();
    for (String line : Files.readAllLines(Repository.ROOT.resolve("README.md"))) {
      if (line.startsWith("```") || (inConsole && line.startsWith(PROMPT))) {
        if (!command.isEmpty()) {
          steps.add(new Step(command.toString(), List.copyOf(output)));
          command.setLength(0);
          output.clear();
        }
      }
      if (line.startsWith("```")) {
        inConsole = line.equals("```console");
      } else if (inConsole && line.startsWith(PROMPT)) {
        command.append(line.substring(PROMPT.length()));
      } else if (inConsole && line.startsWith(CONTINUATION)) {
        command.append('\n').append(line.substring(CONTINUATION.length()));
      } else if (inConsole) {
        output.add(line);
      }
    }
    return steps;
  }

  private static List<String> run(String command, RunningCluster cluster) throws Exception {
    String here =
        command
            .replace("127.0.0.1:8080", "127.0.0.1:" + cluster.gatewayPort())
            .replaceAll(
                "bin/hyperdex ([a-z-]+)", "bin/hyperdex $1 -p " + cluster.coordinatorPort());
    Process process =
        new ProcessBuilder("bash", "-c", here)
            .directory(Repository.ROOT.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)).as(here).isTrue();
    assertThat(process.exitValue()).as(here).isZero();
    return output.lines().toList();
  }
}
