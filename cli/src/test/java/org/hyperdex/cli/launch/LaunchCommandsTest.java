package org.hyperdex.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hyperdex.cli.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flags of services become settings, and nothing that cannot work is started. */
class LaunchCommandsTest {
  @TempDir private Path folder;
  private Installation installation;

  @BeforeEach
  void install() throws IOException {
    installation = TestInstallation.in(folder);
  }

  private Run run(String command) {
    return new Run.Surroundings().installation(installation).run(command.split(" "));
  }

  /** The settings the service would be started with. */
  private List<String> settings(String command) {
    Run run = run(command);
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(LaunchPlan.EXIT_CODE);
    return List.of(run.out().strip().split(" ")).stream()
        .map(word -> word.substring(1, word.length() - 1))
        .dropWhile(word -> !word.endsWith("Application"))
        .skip(1)
        .toList();
  }

  @Test
  void aCoordinatorFoundsAClusterUnlessItIsToldToJoin() {
    assertThat(settings("coordinator -f -l 127.0.0.1 -p 1984 -D data1"))
        .containsExactly(
            "--hyperdex.coordinator.listen=127.0.0.1",
            "--hyperdex.coordinator.port=1984",
            "--hyperdex.coordinator.data=data1");
  }

  @Test
  void aCoordinatorJoinsAtTheAddressesItIsGiven() {
    assertThat(settings("coordinator -c 127.0.0.1 -P 1990"))
        .contains("--hyperdex.coordinator.connect=127.0.0.1:1990");
    assertThat(settings("coordinator -c db1")).contains("--hyperdex.coordinator.connect=db1:1982");
    assertThat(settings("coordinator --connect-string=a:1,b:2"))
        .contains("--hyperdex.coordinator.connect=a:1,b:2");
  }

  @Test
  void aDaemonTakesTheFlagsOfTheOriginal() {
    assertThat(
            settings(
                "daemon -f --listen=127.0.0.1 --listen-port=2013 --coordinator=127.0.0.1"
                    + " --coordinator-port=1983 --data=/path/to/data2 --threads=-1 --zone east"
                    + " --durability os"))
        .containsExactly(
            "--hyperdex.storage.listen=127.0.0.1",
            "--hyperdex.storage.port=2013",
            "--hyperdex.storage.data=/path/to/data2",
            "--hyperdex.storage.coordinators=127.0.0.1:1983",
            "--hyperdex.storage.threads=-1",
            "--hyperdex.storage.durability=os",
            "--hyperdex.storage.zone=east");
  }

  @Test
  void aDaemonIsToldWhatToRememberAndHowMuchToCompareAndToTransfer() {
    assertThat(settings("daemon --session-expiry=2h --scrub-rate 500KB --transfer-rate 10MB"))
        .endsWith(
            "--hyperdex.storage.session-expiry=PT2H",
            "--hyperdex.storage.scrub-rate=500KB",
            "--hyperdex.storage.transfer-rate=10MB");
  }

  @Test
  void aDaemonHasTheDefaultsOfTheOriginal() {
    assertThat(settings("daemon"))
        .containsExactly(
            "--hyperdex.storage.listen=127.0.0.1",
            "--hyperdex.storage.port=2012",
            "--hyperdex.storage.data=.",
            "--hyperdex.storage.coordinators=127.0.0.1:1982",
            "--hyperdex.storage.threads=0",
            "--hyperdex.storage.durability=sync");
  }

  @Test
  void aGatewayIsGivenCoordinators() {
    assertThat(settings("gateway --port 8090 --coordinator a:1,b"))
        .containsExactly(
            "--server.address=127.0.0.1",
            "--server.port=8090",
            "--management.server.port=8091",
            "--hyperdex.gateway.coordinators=a:1,b:1982");
  }

  @Test
  void furtherSettingsAreHandedOn() {
    assertThat(settings("daemon -L logs -- --hyperdex.storage.block-cache=1GB"))
        .endsWith(
            "--logging.file.name=logs/hyperdex-storage.log", "--hyperdex.storage.block-cache=1GB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "daemon -p 70000 | port number to listen on is out of range: 70000",
        "daemon -p 64000 | port number to listen on for management (64000 + 2000) is out of range",
        "daemon -l 0.0.0.0 | cannot listen on 0.0.0.0: others are told the address",
        "daemon -t 513 | threads: at most 512, not 513",
        "daemon --session-expiry=29m | --session-expiry: the session expiry must be at least 30"
            + " min",
        "daemon --scrub-rate=fast | --scrub-rate: write 500KB, 1MB or 0, not 'fast'",
        "daemon --transfer-rate=10mb/s | --transfer-rate: write 500KB or 10MB, not '10mb/s'",
        "daemon --transfer-rate=0KB | --transfer-rate: must be more than 0: servers that join",
        "daemon -d | processes do not detach themselves: leave -d out",
        "daemon -P x | port number to connect to is not a number: x",
        "daemon -- nonsense | a further setting looks like --name=value, not like 'nonsense'",
        "coordinator -P 1982 | -P is the port of the coordinator to join: give -c too",
        "coordinator -c a -P 0 | port number to connect to is out of range: 0",
        "coordinator -p x | hyperdex coordinator: Invalid value for option '--listen-port'",
        "gateway --port 65535 | port number to listen on for management is out of range: 65536"
      })
  void whatCannotWorkIsRefused(String command, String reason) {
    Run run = run(command);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines()).singleElement().asString().startsWith(reason);
  }

  @Test
  void aMissingProgramIsNamed() throws IOException {
    Files.delete(folder.resolve("storage/launch.jar"));
    Files.delete(folder.resolve("storage/storage.jar"));
    Files.delete(folder.resolve("storage/complete"));
    Files.delete(folder.resolve("storage"));
    Run run = run("daemon");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("there is no program in").contains("run bin/build-dist");
  }

  @Test
  void aStartUpCacheIsUsedOnlyByTheJdkThatMadeIt() throws IOException {
    Path home = folder.resolve("storage");
    Files.createFile(home.resolve("storage.aot"));
    Files.writeString(home.resolve("release"), "another JDK");
    assertThat(run("daemon").out()).doesNotContain("-XX:AOTCache");
    Files.delete(home.resolve("release"));
    Files.copy(Path.of(System.getProperty("java.home"), "release"), home.resolve("release"));
    assertThat(run("daemon").out()).contains("-XX:AOTCache=" + home.toRealPath());
  }
}
