package org.hyperdex.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A plan survives the shell word by word. */
class LaunchPlanTest {
  @Test
  void noCharacterMeansAnythingToTheShell() throws IOException {
    List<String> words =
        List.of("printf", "%s|", "a b", "it's", "$HOME `id` $(id)", "\\ \"x\"", "*", "", "a\nb");
    Process shell =
        new ProcessBuilder("sh", "-c", LaunchPlan.shell(words)).redirectErrorStream(true).start();
    String printed = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(printed).isEqualTo(String.join("|", words.subList(2, words.size())) + "|");
  }
}
