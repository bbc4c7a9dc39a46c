package org.hyperdex.cli.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.hyperdex.cli.launch.FreePorts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a service reacts to signals and to the end of its parent; not where signals are ignored. */
class ServiceMainTest {
  @TempDir private Path data;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endAll() {
    started.forEach(Process::destroyForcibly);
  }

  private Process start(boolean ofParent) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-D" + ServiceMain.STOP_WITH_PARENT + "=" + ofParent);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ServiceMain.class.getName());
    command.add("org.hyperdex.storage.StorageApplication");
    command.add("--hyperdex.storage.port=" + FreePorts.forCoordinators(1));
    command.add("--hyperdex.storage.data=" + data);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    started.add(process);
    assertThat(nextLine(process)).startsWith("started storage");
    return process;
  }

  /** What the process says next; soon, unless it has missed a signal that it inherits ignored. */
  private static String nextLine(Process process) throws Exception {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    FutureTask<String> line = new FutureTask<>(output::readLine);
    Thread.ofVirtual().start(line);
    return line.get(60, TimeUnit.SECONDS);
  }

  private static void signal(Process process, String name) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).start();
    assertThat(kill.waitFor()).isZero();
  }

  private static void assertEndsWith(Process process, int exitCode) throws Exception {
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalEndsItInOrder(String name) throws Exception {
    Process process = start(false);
    signal(process, name);
    assertThat(nextLine(process)).startsWith("stopped");
    assertEndsWith(process, 0);
  }

  @Test
  void aSecondSignalEndsItAtOnce() throws Exception {
    Files.createFile(data.resolve("stubborn"));
    Process process = start(false);
    signal(process, "TERM");
    assertThat(nextLine(process)).startsWith("stopped");
    assertThat(process.isAlive()).isTrue();
    signal(process, "TERM");
    assertEndsWith(process, 128 + 15);
  }

  @Test
  void withoutAParentToWatchTheEndOfInputMeansNothing() throws Exception {
    Process process = start(false);
    process.getOutputStream().close();
    assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void aChildEndsInOrderWhenItsParentIsGone() throws Exception {
    Process process = start(true);
    process.getOutputStream().close();
    assertThat(nextLine(process)).startsWith("stopped");
    assertEndsWith(process, 0);
  }

  @Test
  void aSignalBesideTheEndOfItsParentIsStillTheFirst() throws Exception {
    Process process = start(true);
    process.getOutputStream().close();
    signal(process, "TERM");
    assertThat(nextLine(process)).startsWith("stopped");
    assertEndsWith(process, 0);
  }

  @Test
  void aChildLeavesTheTerminalsSignalsToItsParent() throws Exception {
    Process process = start(true);
    signal(process, "INT");
    signal(process, "HUP");
    assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
    signal(process, "TERM");
    assertThat(nextLine(process)).startsWith("stopped");
    assertEndsWith(process, 0);
  }
}
