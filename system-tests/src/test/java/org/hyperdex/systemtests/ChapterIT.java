package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.hyperdex.client.json.JsonValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The walk through the chapter on fault tolerance of the reference, step by step, by the commands a
 * reader types. Only the ports are other ones.
 */
class ChapterIT {
  private static final Path REPLICANT = Repository.COMMAND.resolveSibling("replicant");
  private static final String SPACE =
      """
      space phonebook
      key username
      attributes first, last, int phone
      subspace first, last, phone
      create 8 partitions
      tolerate 2 failures
      """;
  private static final int COORDINATORS = 5;
  private static final int DAEMONS = 3;

  /** A daemon that was not there at the beginning. */
  private static final int FRESH = 3;

  private static final List<String> SIGNALS = List.of("HUP", "INT", "TERM", "HUP", "INT");
  private static final Set<String> DATA_COMMANDS = Set.of("put", "get", "count");

  /** Many processes start at once here, and a busy machine takes its time. */
  private static final String PATIENCE = "180s";

  private static final Duration SHORT = Duration.ofSeconds(10);

  @TempDir Path data;

  private final TreeMap<String, Process> running = new TreeMap<>();
  private final int port = Ports.free(COORDINATORS + DAEMONS + 1);

  @AfterEach
  void stopEverything() {
    running.values().forEach(Process::destroyForcibly);
    running.values().forEach(process -> process.onExit().join());
  }

  @Test
  void walkThrough() {
    // Coordinator: one that can stop and start, then five, of which any two may be missing.
    coordinator(0);
    run("", "initialize-cluster");
    stop("coordinator0", "INT");
    coordinator(0);
    for (int node = 1; node < COORDINATORS; node++) {
      coordinator(node, "-c", "127.0.0.1", "-P", Integer.toString(port));
    }
    awaitNodes();
    stop("coordinator1", "INT");
    stop("coordinator4", "INT");
    // It must survive two daemons as well: one of its regions could wait for a dead one for ever.
    run("space before key k attributes v tolerate 2 failures", "add-space");
    coordinator(1);
    coordinator(4);

    // Daemons: each knows another coordinator.
    IntStream.range(0, DAEMONS).forEach(this::daemon);
    run(SPACE, "add-space");
    awaitReplicas();
    put("{\"first\": \"John\", \"last\": \"Smith\"}");
    putPhone(6075551024L);
    assertPhone(6075551024L);

    // Kill a node at random.
    kill("daemon1");
    assertPhone(6075551024L);
    putPhone(6075551025L);
    assertPhone(6075551025L);
    putPhone(6075551026L);

    // Let's kill one more server. Unlike in the reference, no application sees an error.
    kill("daemon0");
    assertPhone(6075551026L);
    putPhone(6075551027L);
    assertThat(run("", "count", "phonebook", "{\"last\": \"Smith\"}").strip()).isEqualTo("1");

    // Two of the five coordinators may fail as well.
    kill("coordinator0");
    kill("coordinator3");
    assertPhone(6075551027L);
    putPhone(6075551028L);

    // Another node replaces the failed one; and a failed one rejoins.
    daemon(FRESH);
    daemon(1);
    coordinator(0);
    coordinator(3);
    awaitReplicas();
    awaitNodes();
    assertPhone(6075551028L);

    shutDownAndRestore();
  }

  private void shutDownAndRestore() {
    List<Integer> daemons = List.of(1, 2, FRESH);
    for (int i = 0; i < DAEMONS; i++) {
      stop("daemon" + daemons.get(i), SIGNALS.get(i));
    }
    for (int i = 0; i < COORDINATORS; i++) {
      stop("coordinator" + i, SIGNALS.get(i));
    }
    IntStream.range(0, COORDINATORS).forEach(this::coordinator);
    daemons.forEach(this::daemon);
    assertPhone(6075551028L);
    putPhone(6075551029L);
    assertPhone(6075551029L);
    awaitReplicas();
  }

  /** All daemons are back or replaced, and every region of both spaces is on each of them. */
  private void awaitReplicas() {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() ->
            assertThat(configuration().get("servers").findValuesAsString("state"))
                .filteredOn("AVAILABLE"::equals)
                .hasSize(DAEMONS));
    run("", "wait-until-stable");
    for (JsonNode space : configuration().get("spaces")) {
      assertThat(space.findValues("chain"))
          .as(space.get("name").asString())
          .isNotEmpty()
          .allMatch(chain -> chain.size() == DAEMONS);
    }
  }

  private JsonNode configuration() {
    return JsonValues.parse("configuration", run("", "show-config", "--output", "json"));
  }

  private void coordinator(int node) {
    coordinator(node, new String[0]);
  }

  private void coordinator(int node, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "daemon",
                "-f",
                "-l",
                "127.0.0.1",
                "-p",
                Integer.toString(port + node),
                "-D",
                data.resolve("coordinator" + node).toString()));
    arguments.addAll(List.of(more));
    start("coordinator" + node, REPLICANT, arguments);
  }

  private void daemon(int index) {
    start(
        "daemon" + index,
        Repository.COMMAND,
        List.of(
            "daemon",
            "-f",
            "--listen=127.0.0.1",
            "--listen-port=" + (port + COORDINATORS + index),
            "--coordinator=127.0.0.1",
            "--coordinator-port=" + (port + index % DAEMONS),
            "--data=" + data.resolve("daemon" + index)));
  }

  private void start(String name, Path program, List<String> arguments) {
    running.put(name, CommandLine.start(data.resolve(name + ".log"), program, arguments));
  }

  private void kill(String name) {
    running.remove(name).destroyForcibly().onExit().join();
  }

  private void stop(String name, String signal) {
    Process process = running.remove(name);
    Program.of(data, "kill", "-" + signal, Long.toString(process.pid())).run(SHORT);
    assertThat(process.onExit().orTimeout(60, TimeUnit.SECONDS).join())
        .as(name)
        .extracting(Process::exitValue)
        .isEqualTo(0);
  }

  private void awaitNodes() {
    await()
        .atMost(Duration.ofMinutes(3))
        .untilAsserted(() ->
            assertThat(run("", "coordinator-list").lines().filter(line -> line.contains(":")))
                .hasSize(COORDINATORS));
  }

  private void putPhone(long phone) {
    put("{\"phone\": " + phone + "}");
  }

  private void put(String attributes) {
    run("", "put", "phonebook", "jsmith1", attributes);
  }

  private void assertPhone(long phone) {
    assertThat(JsonValues.parse("object", run("", "get", "phonebook", "jsmith1")))
        .isEqualTo(
            JsonValues.parse(
                "expected",
                "{\"username\": \"jsmith1\", \"first\": \"John\", \"last\": \"Smith\", \"phone\": "
                    + phone
                    + "}"));
  }

  /** Runs a command that is told of two coordinators; it must succeed and complain of nothing. */
  private String run(String input, String command, String... arguments) {
    List<String> line = new ArrayList<>(List.of(command));
    line.addAll(List.of("-h", "127.0.0.1:" + port + ",127.0.0.1:" + (port + 2)));
    line.addAll(List.of("--timeout", PATIENCE));
    line.addAll(List.of(arguments));
    CommandLine.Result result = CommandLine.run(input, line.toArray(String[]::new));
    assertThat(result.exitCode()).as(line + ": " + result.errors()).isZero();
    if (DATA_COMMANDS.contains(command)) {
      assertThat(result.errors().lines())
          .as(line.toString())
          .allMatch(text -> text.startsWith("still trying"));
    }
    return result.output();
  }
}
