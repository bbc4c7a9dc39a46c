package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The tables in {@code docs/protocol.md} are what the code does. To write them anew, run this test
 * with {@code -Dwrite.documents}.
 */
class ProtocolDocumentTest {
  private static final Path ROOT = root();
  private static final Path DOCUMENT = ROOT.resolve("docs/protocol.md");
  private static final Pattern GENERATED =
      Pattern.compile("(<!-- from the code: (.*?) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

  @Test
  void tablesAreWhatTheCodeDoes() throws IOException {
    String written = Files.readString(DOCUMENT);
    String regenerated = GENERATED.matcher(written).replaceAll(ProtocolDocumentTest::regenerate);
    if (System.getProperty("write.documents") != null) {
      Files.writeString(DOCUMENT, regenerated);
    }
    assertThat(Files.readString(DOCUMENT)).isEqualTo(regenerated);
  }

  private static String regenerate(MatchResult section) {
    try {
      String name = section.group(2);
      String table =
          switch (name) {
            case "servers" -> ProtocolTables.servers();
            case "requests" -> ProtocolTables.requests();
            case "messages" -> ProtocolTables.messages();
            default -> StateMachines.table(ROOT.resolve(name));
          };
      return Matcher.quoteReplacement(section.group(1) + table + section.group(3));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Set<Path> machines() throws IOException {
    Set<Path> machines = new HashSet<>();
    GENERATED
        .matcher(Files.readString(DOCUMENT))
        .results()
        .map(section -> section.group(2))
        .filter(name -> name.endsWith(".java"))
        .forEach(name -> machines.add(ROOT.resolve(name)));
    return machines;
  }

  @ParameterizedTest
  @MethodSource("machines")
  void everyStateOfTheCodeIsInItsTableAndTheReverse(Path file) throws IOException {
    String source = Files.readString(file);
    Set<String> named = new HashSet<>();
    for (StateMachines.Transition one : StateMachines.transitions(source)) {
      named.addAll(Arrays.asList(one.from().split(", ")));
      named.add(one.to());
    }
    named.remove("any");
    Set<String> states = new HashSet<>(StateMachines.states(source));
    if (states.isEmpty()) {
      assertThat(named).as("the code keeps them in flags").isNotEmpty();
    } else if (named.isEmpty()) {
      assertThat(StateMachines.table(file)).contains(states);
    } else {
      assertThat(named).isEqualTo(states);
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
