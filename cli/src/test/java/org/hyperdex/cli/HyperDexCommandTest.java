package org.hyperdex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What holds for every command. */
class HyperDexCommandTest {
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  static List<String> commands() {
    Shell shell =
        new Shell(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(new ByteArrayOutputStream()),
            _ -> new FakeClient(),
            () -> {
              throw new CommandFailure("TEST", "no installation");
            });
    CommandLine root = HyperDexCommand.commandLine(shell);
    return root.getSubcommands().keySet().stream().sorted().toList();
  }

  @Test
  void theCommandsAreThoseOfTheOriginalAndThoseForData() {
    assertThat(commands())
        .containsExactly(
            "add-index",
            "add-space",
            "batch",
            "coordinator",
            "coordinator-list",
            "coordinator-remove",
            "count",
            "daemon",
            "del",
            "describe",
            "doctor",
            "gateway",
            "get",
            "group-del",
            "group-put",
            "group-update",
            "initialize-cluster",
            "list-indices",
            "list-spaces",
            "list-subspaces",
            "mv-space",
            "put",
            "rm-index",
            "rm-space",
            "search",
            "server-forget",
            "server-kill",
            "server-offline",
            "server-online",
            "server-register",
            "set-fault-tolerance",
            "set-read-only",
            "set-read-write",
            "show-config",
            "up",
            "update",
            "validate-space",
            "wait-until-stable");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelp(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).startsWith("Usage: hyperdex " + command);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandRefusesAnUnknownOptionInOneLine(String command) {
    Run run = Run.of(command, "--no-such-option");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .singleElement()
        .asString()
        .startsWith("hyperdex " + command + ": ")
        .endsWith("see 'hyperdex " + command + " --help'");
  }

  @Test
  void anUnknownCommandIsAnsweredWithSimilarOnes() {
    Run run = Run.of("lst-spaces");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("unknown command lst-spaces").contains("list-spaces");
  }

  @Test
  void withoutACommandItSaysHowToFindOne() {
    Run run = Run.of();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("'hyperdex --help' lists them");
  }

  @Test
  void helpAndVersionAreResults() {
    assertThat(Run.of("--help").out()).contains("Usage: hyperdex").contains("add-space");
    assertThat(Run.of("-?").exitCode()).isZero();
    assertThat(Run.of("--version").out()).startsWith("hyperdex ");
  }

  @Test
  void anUnforeseenFailureIsOneLineToo() {
    Shell shell =
        new Shell(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream()),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            _ -> {
              throw new IllegalStateException("broken");
            },
            () -> {
              throw new CommandFailure("TEST", "no installation");
            });
    assertThat(HyperDexCommand.commandLine(shell).execute("list-spaces")).isEqualTo(1);
    assertThat(errors.toString(StandardCharsets.UTF_8).lines())
        .containsExactly("error: java.lang.IllegalStateException: broken; this is a defect");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "abc", "10x", "-5s", "25h", "1.5s", ""})
  void aTimeoutThatIsNoneIsRefused(String timeout) {
    Run run = Run.of("list-spaces", "--timeout=" + timeout);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("is no time: write 500ms, 10s or 2m");
  }

  @Test
  void anUnknownOutputFormatIsRefused() {
    Run run = Run.of("list-spaces", "--output", "xml");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("xml").contains("--output");
  }
}
