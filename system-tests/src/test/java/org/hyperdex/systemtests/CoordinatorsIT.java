package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five coordinators as processes: they find each other online, any minority may be killed, and all
 * of them may be.
 */
class CoordinatorsIT {
  private static final int NODES = 5;
  private static final Duration START = Duration.ofSeconds(90);

  @TempDir Path data;

  private final TreeMap<Integer, Process> running = new TreeMap<>();
  private final List<String> spaces = new ArrayList<>();
  private int firstPort;

  @BeforeEach
  void found() {
    firstPort = Ports.free(NODES);
    start(0);
    awaitNodes(1);
    for (int node = 1; node < NODES; node++) {
      // Each is told of another one than the founder, as far as there is one.
      start(node, "-c", "127.0.0.1", "-P", Integer.toString(firstPort + node - 1));
      awaitNodes(node + 1);
    }
  }

  @AfterEach
  void stopEverything() {
    List.copyOf(running.keySet()).forEach(this::kill);
  }

  @Test
  void anyMinorityMayDieAndEvenAllAtOnce() {
    addSpace("before");
    for (List<Integer> minority : List.of(List.of(0, 1), List.of(4, leader()))) {
      minority.stream().distinct().forEach(this::kill);
      addSpace("without_" + minority.get(0) + "_and_" + minority.get(1));
      minority.stream().distinct().forEach(this::start);
      awaitNodes(NODES);
      addSpace("with_" + minority.get(0) + "_and_" + minority.get(1));
    }
    List.copyOf(running.keySet()).forEach(this::kill);
    for (int node = 0; node < NODES; node++) {
      start(node);
    }
    awaitSpaces();
    addSpace("after");
    awaitSpaces();
    assertThat(run("", "coordinator-list").output().lines()).hasSize(NODES);
  }

  /** A node that was there before needs no flag to find the others. */
  private void start(int node) {
    start(node, new String[0]);
  }

  private void start(int node, String... more) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "coordinator",
                "-f",
                "-l",
                "127.0.0.1",
                "-p",
                Integer.toString(firstPort + node),
                "-D",
                data.resolve("coordinator" + node).toString()));
    command.addAll(List.of(more));
    running.put(
        node,
        CommandLine.start(
            data.resolve("coordinator" + node + ".log"), command.toArray(String[]::new)));
  }

  private void kill(int node) {
    Process process = running.remove(node);
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** The node that leads, or the first one if nobody does at the moment. */
  private int leader() {
    return run("", "coordinator-list")
        .output()
        .lines()
        .filter(line -> line.contains("leader"))
        .map(line -> line.replaceAll(".*:(\\d+).*", "$1"))
        .map(port -> Integer.parseInt(port) - firstPort)
        .findFirst()
        .orElse(0);
  }

  private void addSpace(String name) {
    CommandLine.Result result =
        run("space " + name + " key k attributes v tolerate 1 failures", "add-space");
    assertThat(result.exitCode()).as(result.errors() + logs()).isZero();
    spaces.add(name);
  }

  private void awaitSpaces() {
    await()
        .atMost(START)
        .untilAsserted(() ->
            assertThat(run("", "list-spaces").output().lines())
                .containsExactlyInAnyOrderElementsOf(spaces));
  }

  private void awaitNodes(int count) {
    new CoordinatorNodes("127.0.0.1", firstPort).awaitAll(count, this::logs);
  }

  /** Runs an administrative command that is told of all nodes, dead or not. */
  private CommandLine.Result run(String input, String command) {
    String ports =
        IntStream.range(0, NODES)
            .mapToObj(node -> "127.0.0.1:" + (firstPort + node))
            .collect(Collectors.joining(","));
    return CommandLine.run(input, command, "-h", ports, "--timeout", "30s");
  }

  /** The end of each node's log: what a failure is understood by. */
  private String logs() {
    StringBuilder text = new StringBuilder();
    for (int node = 0; node < NODES; node++) {
      Path log = data.resolve("coordinator" + node + ".log");
      try {
        List<String> lines = Files.readAllLines(log);
        text.append("\n--- ").append(log.getFileName()).append('\n');
        lines
            .subList(Math.max(0, lines.size() - 15), lines.size())
            .forEach(line -> text.append(line).append('\n'));
      } catch (IOException e) {
        text.append("\n--- no ").append(log.getFileName()).append('\n');
      }
    }
    return text.toString();
  }
}
