package org.hyperdex.systemtests;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program of the operating system, run to its end.
 *
 * @param command the program and the arguments it always gets
 * @param folder where it runs
 * @param environment what it is told besides what this process was
 */
record Program(List<String> command, Path folder, Map<String, String> environment) {

  /**
   * How a run ended.
   *
   * @param exitCode 0 if it did what it was to do
   * @param output what it printed, errors among it
   */
  record Ended(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }
  }

  static Program of(Path folder, String... command) {
    return new Program(List.of(command), folder, Map.of());
  }

  /** The same with more arguments that it always gets. */
  Program and(String... arguments) {
    return new Program(
        Stream.concat(command.stream(), Stream.of(arguments)).toList(), folder, environment);
  }

  /** The same, told one more thing by its environment. */
  Program with(String name, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(name, value);
    return new Program(command, folder, Map.copyOf(more));
  }

  /** The program {@code name}, if this machine has it. */
  static Optional<Path> find(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Runs it, whatever comes of it. */
  Ended tryRun(Duration limit, String... arguments) {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(arguments));
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      process.getOutputStream().close();
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> outputOf(process));
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new IllegalStateException(line + " does not end in " + limit);
      }
      return new Ended(process.exitValue(), output.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs it and returns what it prints; it must succeed. */
  String run(Duration limit, String... arguments) {
    Ended ended = tryRun(limit, arguments);
    if (!ended.succeeded()) {
      throw new AssertionError(
          command
              + " "
              + List.of(arguments)
              + " ends with "
              + ended.exitCode()
              + ":\n"
              + ended.output());
    }
    return ended.output().strip();
  }

  private static String outputOf(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
