package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.hyperdex.simulation.Transitions.Table;
import org.junit.jupiter.api.Test;

/** The long run knows what it has not met. */
class TransitionsTest {
  private static final Pattern ROW = Pattern.compile("\\| ([\\w]+) \\| ([\\w]+) \\|.*");

  @Test
  void whatWasNeverPassedIsMissing() {
    Transitions transitions = new Transitions();
    assertThat(transitions.missing()).contains("PENDING_WRITE: SENT -> ACKED");
    transitions.passed(Table.PENDING_WRITE, "SENT -> ACKED");
    assertThat(transitions.missing()).isNotEmpty().doesNotContain("PENDING_WRITE: SENT -> ACKED");
    assertThat(transitions.table()).contains("| PENDING_WRITE | SENT -> ACKED | 1 |");
  }

  @Test
  void everyTransitionOfAWriteThatTheProtocolHasIsDemanded() throws IOException {
    String[] rows =
        section("PendingWrite.java")
            .lines()
            .map(ROW::matcher)
            .filter(row -> row.matches() && !row.group(1).equals("from"))
            .map(row -> "PENDING_WRITE: " + row.group(1) + " -> " + row.group(2))
            .toArray(String[]::new);
    assertThat(rows).hasSizeGreaterThan(3);
    assertThat(new Transitions().missing()).contains(rows);
  }

  private static String section(String name) throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    String document = Files.readString(folder.resolve("docs/protocol.md"));
    int begin = document.indexOf(name + " -->");
    return document.substring(begin, document.indexOf("<!-- end -->", begin));
  }
}
