package org.hyperdex.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/parity.md} speaks of every feature, and the tests and decisions that it names are
 * there. That the tests prove what it says is for readers to judge.
 */
class ParityTest {
  private static final int FEATURES = 66;
  private static final List<String> VERDICTS = List.of("better", "same", "different");

  private static final String TEST = "`[\\w/-]+/\\w+#\\w+`";
  private static final Pattern PROOF = Pattern.compile("%1$s(, %1$s)*".formatted(TEST));
  private static final Pattern TEST_PARTS = Pattern.compile("`([\\w/-]+)/(\\w+)#(\\w+)`");
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");

  private static final Path ROOT = root();
  private static final Path DOCUMENT = ROOT.resolve("docs/parity.md");

  private record Row(int number, String feature, String verdict, String here, String proof) {
    static Row of(String line) {
      String[] cells = line.substring(2, line.length() - 2).split(" \\| ", -1);
      assertThat(cells).as(line).hasSize(5);
      return new Row(Integer.parseInt(cells[0]), cells[1], cells[2], cells[3], cells[4]);
    }
  }

  @Test
  void everyFeatureIsThereInItsPlace() throws IOException {
    assertThat(rows())
        .extracting(Row::number)
        .isEqualTo(IntStream.rangeClosed(1, FEATURES).boxed().toList());
    assertThat(rows()).extracting(Row::feature).doesNotHaveDuplicates();
  }

  @Test
  void everyRowHasAVerdictAWordOnItAndTests() throws IOException {
    for (Row row : rows()) {
      assertThat(row.verdict()).as("row %d", row.number()).isIn(VERDICTS);
      assertThat(row.here()).as("row %d", row.number()).endsWith(".");
      assertThat(row.proof()).as("row %d", row.number()).matches(PROOF);
    }
  }

  @Test
  void everyNamedTestIsThere() throws IOException {
    for (Row row : rows()) {
      for (MatchResult name : TEST_PARTS.matcher(row.proof()).results().toList()) {
        String what = "row %d: %s".formatted(row.number(), name.group());
        String source = source(what, name.group(1), name.group(2));
        int declaration = source.indexOf("  void " + name.group(3) + "(");
        assertThat(declaration).as(what).isPositive();
        // Between methods there is an empty line.
        assertThat(source.substring(source.lastIndexOf("\n\n", declaration), declaration))
            .as(what)
            .containsPattern("@(Parameterized)?Test\n");
      }
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    List<MatchResult> links = LINK.matcher(Files.readString(DOCUMENT)).results().toList();
    assertThat(links).isNotEmpty();
    for (MatchResult link : links) {
      assertThat(DOCUMENT.resolveSibling(link.group(1))).isRegularFile();
    }
  }

  private static List<Row> rows() throws IOException {
    return Files.readString(DOCUMENT)
        .lines()
        .filter(line -> line.matches("\\| \\d+ \\|.*"))
        .map(Row::of)
        .toList();
  }

  /** The text of the one test class of that name in {@code module}. */
  private static String source(String what, String module, String type) throws IOException {
    Path tests = ROOT.resolve(module).resolve("src/test/java");
    assertThat(tests).as(what).isDirectory();
    try (Stream<Path> files = Files.walk(tests)) {
      List<Path> found = files.filter(file -> file.endsWith(type + ".java")).toList();
      assertThat(found).as(what).hasSize(1);
      return Files.readString(found.getFirst());
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder;
  }
}
