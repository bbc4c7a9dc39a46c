package org.hyperdex.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.hyperdex.cli.Run;
import org.hyperdex.cli.launch.FreePorts;
import org.hyperdex.cli.launch.Installation;
import org.hyperdex.cli.launch.TestInstallation;
import org.hyperdex.client.json.JsonValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code up} with stand-ins for the services: their lives, and what is said about them. */
class UpTest {
  @TempDir private Path folder;
  private Installation installation;
  private Path data;
  private int port;
  private final List<Process> started = new ArrayList<>();
  private final List<ProcessHandle> children = new ArrayList<>();

  @BeforeEach
  void install() throws IOException {
    installation = TestInstallation.in(Files.createDirectory(folder.resolve("programs")));
    data = folder.resolve("data");
    port = FreePorts.forCoordinators(8);
  }

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Flags for one coordinator, two storage servers and a gateway on free ports. */
  private List<String> arguments(String... more) {
    return arguments(port + 5, more);
  }

  private List<String> arguments(int gatewayPort, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "up",
                "--data=" + data,
                "--port=" + port,
                "--storage=2",
                "--storage-port=" + (port + 2),
                "--gateway-port=" + gatewayPort));
    arguments.addAll(List.of(more));
    return arguments;
  }

  private Run runHere(List<String> arguments) {
    return new Run.Surroundings().installation(installation).run(arguments.toArray(String[]::new));
  }

  private Process start(String... more) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Dhyperdex.dist=" + installation.programs());
    command.add("-Dhyperdex.internal=" + installation.flags());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add("org.hyperdex.cli.HyperDexCommand");
    command.addAll(arguments(more));
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
    started.add(process);
    return process;
  }

  /** Waits for the announcement of {@code up --output json}. */
  private JsonNode announced(Process up) throws IOException {
    BufferedReader output = up.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    assertThat(line).as("announcement; %s", errors()).isNotNull();
    JsonNode announcement = JsonValues.parse("announcement", line);
    for (JsonNode process : announcement.get("processes")) {
      Optional<ProcessHandle> child = ProcessHandle.of(process.get("process").longValue());
      child.ifPresent(children::add);
    }
    return announcement;
  }

  private String errors() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  private void awaitChildrenEnd() {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
  }

  private String log(String name) throws IOException {
    return Files.readString(data.resolve("logs").resolve(name + ".log"));
  }

  private Instant stopped(String name) throws IOException {
    return log(name)
        .lines()
        .filter(line -> line.startsWith("stopped "))
        .map(line -> Instant.parse(line.substring("stopped ".length())))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aClusterIsAnnouncedAndStoppedInOrder() throws Exception {
    Process up = start("--output=json");
    JsonNode announcement = announced(up);
    assertThat(announcement.get("data").stringValue()).isEqualTo(data.toString());
    assertThat(announcement.get("processes").valueStream())
        .map(node -> node.get("service").stringValue() + " " + node.get("address").stringValue())
        .containsExactly(
            "coordinator 127.0.0.1:" + port,
            "storage 127.0.0.1:" + (port + 2),
            "storage 127.0.0.1:" + (port + 3),
            "gateway 127.0.0.1:" + (port + 5));
    assertThat(children).hasSize(4).allMatch(ProcessHandle::isAlive);
    assertThat(log("storage-2"))
        .contains("--hyperdex.storage.coordinators=127.0.0.1:" + port)
        .contains("--hyperdex.storage.data=" + data.resolve("storage-2"));

    up.toHandle().destroy();
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isZero();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(stopped("gateway-1")).isBefore(stopped("storage-1"));
    assertThat(stopped("storage-1")).isBefore(stopped("coordinator-1"));
    assertThat(stopped("storage-2")).isBefore(stopped("coordinator-1"));
  }

  @Test
  void peopleAreToldWhatRunsAndWhatToTry() throws Exception {
    Process up = start();
    BufferedReader output = up.inputReader(StandardCharsets.UTF_8);
    List<String> lines = new ArrayList<>();
    String line = output.readLine();
    while (line != null && !line.startsWith("Ctrl-C stops everything")) {
      lines.add(line);
      line = output.readLine();
    }
    up.children().forEach(children::add);
    assertThat(lines)
        .anySatisfy(text -> assertThat(text).startsWith("HyperDex is up after"))
        .anySatisfy(text -> assertThat(text).contains("http://127.0.0.1:" + (port + 5)))
        .anySatisfy(
            text -> assertThat(text).contains("bin/hyperdex search -p " + port + " phonebook"));
    assertThat(errors()).contains("storage server 2 is ready at 127.0.0.1:" + (port + 3));
    up.toHandle().destroy();
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(errors()).contains("Stopped; the data is in " + data);
  }

  @Test
  void childrenEndWhenTheParentIsKilled() throws Exception {
    Process up = start("--output=json");
    announced(up);
    up.destroyForcibly();
    awaitChildrenEnd();
    assertThat(stopped("coordinator-1")).isNotNull();
  }

  @Test
  void aSecondSignalEndsAllAtOnce() throws Exception {
    Files.createDirectories(data.resolve("storage-1"));
    Files.createFile(data.resolve("storage-1/stubborn"));
    Process up = start("--output=json");
    announced(up);
    up.toHandle().destroy();
    await().atMost(Duration.ofSeconds(30)).until(() -> log("storage-1").contains("stopped "));
    assertThat(up.isAlive()).isTrue();
    up.toHandle().destroy();
    assertThat(up.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(128 + 15);
    awaitChildrenEnd();
  }

  @Test
  void theOthersGoOnWhenOneEnds() throws Exception {
    Process up = start("--output=text");
    BufferedReader output = up.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.contains("storage server 1")) {
      line = output.readLine();
    }
    up.children().forEach(children::add);
    long victim =
        Long.parseLong(Objects.requireNonNull(line).replaceFirst(".*process (\\d+).*", "$1"));
    ProcessHandle.of(victim).orElseThrow().destroyForcibly();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() ->
            errors()
                .contains(
                    "storage server 1 (process "
                        + victim
                        + ") has ended with exit code 137; the others go on"));
    assertThat(children.stream().filter(ProcessHandle::isAlive)).hasSize(3);
  }

  @Test
  void aChildThatCannotStartIsExplainedByItsLog() throws IOException {
    Files.createDirectories(data.resolve("storage-2"));
    Files.createFile(data.resolve("storage-2/fail"));
    Run run = runHere(arguments());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains("cannot start: storage server 2 ended with exit code 3; see ")
        .endsWith("the reason why\n");
    assertThat(log("coordinator-1")).contains("stopped");
  }

  @Test
  void aChildThatIsNeverReadyIsGivenUp() throws IOException {
    Files.createDirectories(data.resolve("storage-1"));
    Files.createFile(data.resolve("storage-1/unready"));
    Run run = runHere(arguments("--timeout=5s"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("cannot start: storage server 1 is not ready after 5 s");
  }

  @Test
  void busyPortsAreNamedBeforeAnythingStarts() throws IOException {
    try (ServerSocket _ = new ServerSocket(port + 3, 1, InetAddress.getLoopbackAddress())) {
      Run run = runHere(arguments());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err().lines())
          .containsExactly(
              "cannot start: in use is port "
                  + (port + 3)
                  + " (storage server 2); stop what uses it, or choose others with --port,"
                  + " --storage-port and --gateway-port");
    }
    assertThat(data.resolve("logs")).isEmptyDirectory();
  }

  @Test
  void portsAskedForTwiceAreRefused() {
    Run run = runHere(arguments(port + 2));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "storage server 1 and gateway would both need port " + (port + 2) + "; choose others");
  }

  @Test
  void dataIsNeverLeftBehindByAskingForFewerServers() throws IOException {
    Files.createDirectories(data.resolve("storage-1"));
    Files.createDirectories(data.resolve("storage-2"));
    Files.createDirectories(data.resolve("storage-3"));
    Run run = runHere(arguments());
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .contains("holds the data of 3: ask for --storage 3 or more, or choose another --data");
  }

  @Test
  void oneFolderBelongsToOneClusterAtATime() throws Exception {
    try (DataFolder _ = DataFolder.take(data)) {
      Run run = runHere(arguments());
      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).startsWith("another 'hyperdex up' is running on " + data);
    }
  }

  @Test
  void aNumberOfServersThatIsNoneIsRefused() {
    assertThat(runHere(arguments("--coordinators=0")).err())
        .startsWith("--coordinators is a number from 1 to 20, not 0");
  }
}
