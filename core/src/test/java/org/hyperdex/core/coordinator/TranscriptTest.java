package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stories about the coordinator. A story is a file of steps: a line of a script, {@code ----}, all
 * that happened, an empty line. Run with {@code -Dtranscripts.record=true} to write down what
 * happens now, and read the difference.
 */
class TranscriptTest {
  private static final Path SOURCES = Path.of("src/test/resources/org/hyperdex/core/coordinator");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "first-light",
        "servers-come-late",
        "restart",
        "operator",
        "membership",
        "zones",
        "refusals",
        "failover",
        "last-member",
        "all-at-once",
        "replacement",
        "fault-tolerance",
        "indices"
      })
  void theStoryGoesAsItIsTold(String name) throws IOException {
    String told = read(name + ".txt");
    String happened = play(told);
    if (Boolean.getBoolean("transcripts.record")) {
      Files.writeString(SOURCES.resolve(name + ".txt"), happened);
    }
    assertThat(happened).isEqualTo(told);
  }

  private static String play(String told) {
    Transcript transcript = new Transcript();
    StringBuilder happened = new StringBuilder();
    for (String step : told.strip().split("\n\n", -1)) {
      for (String line : step.split("\n----\n", -1)[0].split("\n", -1)) {
        happened.append(line).append('\n');
        if (!line.startsWith("#")) {
          happened.append("----\n").append(transcript.play(line));
        }
      }
      happened.append('\n');
    }
    return happened.toString().stripTrailing() + "\n";
  }

  private static String read(String name) throws IOException {
    try (InputStream stream = TranscriptTest.class.getResourceAsStream(name)) {
      assertThat(stream).as("the story %s", name).isNotNull();
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
