package org.hyperdex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which coordinators are asked, for how long, and what is said if that fails. */
class ConnectionTest {
  private final FakeClient client = new FakeClient();

  private Run run(String... arguments) {
    return new Run.Surroundings().client(client).run(arguments);
  }

  private List<String> asked(String... flags) {
    String[] arguments = new String[flags.length + 1];
    arguments[0] = "list-spaces";
    System.arraycopy(flags, 0, arguments, 1, flags.length);
    assertThat(run(arguments).err()).isEmpty();
    return client.options.map(ClientOptions::coordinators).orElseThrow();
  }

  @Test
  void theDefaultIsTheOriginals() {
    assertThat(asked()).containsExactly("127.0.0.1:1982");
    assertThat(client.options.orElseThrow().adminTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(client.closed).isTrue();
  }

  @Test
  void hostsAndPortsAreCombined() {
    assertThat(asked("-h", "a", "-p", "7")).containsExactly("a:7");
    assertThat(asked("-h", "a,b", "-p", "7")).containsExactly("a:7", "b:7");
    assertThat(asked("-h", "a:1,b:2")).containsExactly("a:1", "b:2");
    assertThat(asked("-h", "a", "-h", "b", "-p", "7", "-p", "8")).containsExactly("a:7", "b:8");
    assertThat(asked("-p", "7,8")).containsExactly("127.0.0.1:7", "127.0.0.1:8");
    assertThat(asked("--host=a", "--port=9")).containsExactly("a:9");
    assertThat(asked("-h", "[::1]:5")).containsExactly("[::1]:5");
  }

  @Test
  void aTimeoutIsTakenInSecondsUnlessItSaysOtherwise() {
    asked("--timeout", "3");
    assertThat(client.options.orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(3));
    asked("--timeout", "250ms");
    assertThat(client.options.orElseThrow().timeout()).isEqualTo(Duration.ofMillis(250));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-p 70000 | port number to connect to is out of range: 70000 (1 to 65535)",
        "-p 0 | port number to connect to is out of range: 0 (1 to 65535)",
        "-p x | port number to connect to is not a number: x",
        "-h a:70000 | invalid host:port specification: port number to connect to is out of range:"
            + " 70000 (1 to 65535)",
        "-h :5 | invalid host:port specification: no host in ''",
        "-h a,b -p 1,2,3 | invalid host:port specification: 3 ports for 2 hosts"
      })
  void anAddressThatIsNoneIsRefusedBeforeAnythingIsAsked(String flags, String message) {
    Run run = run(("list-spaces " + flags).split(" "));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly(message);
    assertThat(client.asked).isEmpty();
  }

  @Test
  void aFailureSaysWhatToDo() {
    client.failing(ErrorCode.UNAVAILABLE, "no coordinator\nanswers");
    Run run = run("list-spaces", "-p", "7");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "could not list spaces: no coordinator answers (asked 127.0.0.1:7); 'hyperdex doctor'"
                + " finds out what is wrong");
    assertThat(client.closed).isTrue();
  }

  @Test
  void aFailureOfUnknownOutcomeSaysSo() {
    client.failing(new HyperDexException(ErrorCode.DEADLINE, "no answer", FailureOutcome.UNKNOWN));
    assertThat(run("mv-space", "a", "b").err())
        .contains("could not rename space: no answer")
        .contains("it may have taken effect all the same");
  }

  @Test
  void failuresAreJsonForPrograms() {
    client.failing(ErrorCode.NOT_FOUND, "there is no server 5");
    Run run = run("server-kill", "5", "--output", "json");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.jsonError().get("error").stringValue()).isEqualTo("NOT_FOUND");
    assertThat(run.jsonError().get("detail").stringValue())
        .isEqualTo("could not kill server: there is no server 5");
  }
}
