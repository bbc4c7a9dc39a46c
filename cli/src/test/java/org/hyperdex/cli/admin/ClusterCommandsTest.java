package org.hyperdex.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.cli.FakeClient;
import org.hyperdex.cli.Run;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands for servers, coordinators and modes. */
class ClusterCommandsTest {
  private final FakeClient client = new FakeClient();

  private Run run(String... arguments) {
    return new Run.Surroundings().client(client).run(arguments);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set-read-only | setReadOnly true",
        "set-read-write | setReadOnly false",
        "server-online 17 | serverOnline 17",
        "server-forget 17 --accept-data-loss | serverForget 17 true",
        "set-fault-tolerance kv 2 | setFaultTolerance kv 2",
        "server-offline 0x11 | serverOffline 17",
        "server-kill 021 | serverKill 17",
        "server-forget 18446744073709551615 | serverForget -1",
        "server-register 17 10.0.0.1:2012 | serverRegister 17 10.0.0.1 2012 ''",
        "server-register 17 db1 --zone east | serverRegister 17 db1 2012 'east'",
        "coordinator-remove c2 | removeCoordinator c2"
      })
  void aCommandIsCarriedOutInSilence(String command, String asked) {
    assertThat(run(command.split(" "))).isEqualTo(new Run(0, "", ""));
    assertThat(client.asked).containsExactly(asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "set-read-only | make cluster read-only",
        "set-read-write | make cluster read-write",
        "server-online 1 | bring server online",
        "server-offline 1 | mark server unavailable",
        "server-kill 1 | kill server",
        "server-forget 1 | forget server",
        "server-register 1 a:1 | register server",
        "coordinator-remove c | remove coordinator",
        "coordinator-list | list coordinators",
        "initialize-cluster | initialize cluster",
        "wait-until-stable | wait until stable",
        "show-config | show config"
      })
  void aRefusalBeginsAsInTheOriginal(String command, String intent) {
    client.failing(ErrorCode.REFUSED, "because");
    Run run = run(command.split(" "));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly("could not " + intent + ": because");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "-1", "0x", "09", "18446744073709551616", ""})
  void anIdThatIsNoNumberIsRefused(String id) {
    Run run = run("server-kill", id);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).hasSize(1);
    assertThat(client.asked).isEmpty();
  }

  @Test
  void aWordAsAnIdIsNamed() {
    assertThat(run("server-kill", "x").err()).contains("server id must be a number, not 'x'");
  }

  @Test
  void anAddressOutOfRangeIsRefused() {
    assertThat(run("server-register", "1", "a:70000").err().lines())
        .containsExactly(
            "invalid host:port specification: port number to connect to is out of range: 70000 (1"
                + " to 65535)");
  }

  @Test
  void initializingPrintsTheClustersIdEveryTime() {
    assertThat(run("initialize-cluster").lines()).containsExactly("the-cluster");
    assertThat(run("initialize-cluster").lines()).containsExactly("the-cluster");
    assertThat(run("initialize-cluster", "--output", "json").out().strip())
        .isEqualTo("{\"clusterId\":\"the-cluster\"}");
  }

  @Test
  void initializingWaitsForALeaderButNotForEver() {
    client.status =
        new CoordinatorStatus("the-cluster", "c1", false, "", List.of(), List.of(), 0, false);
    Run run = run("initialize-cluster", "--timeout", "300ms");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("could not initialize cluster: the coordinators have no leader");
    assertThat(client.asked).hasSizeGreaterThan(1);
  }

  @Test
  void theLeaderIsMarkedAndWhoDoesNotCountIsToldApart() {
    Run run = run("coordinator-list");
    assertThat(run.lines()).containsExactly("c1 127.0.0.1:1982 leader", "c2 127.0.0.1:1983");
    assertThat(run.err().lines())
        .containsExactly("c3 127.0.0.1:1984 is being taken in and does not count yet");
    assertThat(
            run("coordinator-list", "--output", "json")
                .json()
                .get("coordinators")
                .get(0)
                .toString())
        .isEqualTo("{\"id\":\"c1\",\"address\":\"127.0.0.1:1982\",\"leader\":true}");
  }

  @Test
  void stabilityIsWaitedForInSilence() {
    assertThat(run("wait-until-stable", "--timeout", "2s")).isEqualTo(new Run(0, "", ""));
    assertThat(client.asked).containsExactly("waitUntilStable PT2S");
  }

  @Test
  void whatIsMissingForStabilityIsTold() {
    client.stability = new ClusterAdmin.Stability(false, 7, "server 5 has not adopted 7");
    Run run = run("wait-until-stable");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines())
        .containsExactly(
            "could not wait until stable: server 5 has not adopted 7; a longer --timeout waits"
                + " longer");
  }
}
