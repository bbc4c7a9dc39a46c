package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs {@code bin/hyperdex} as a user does. */
final class CommandLine {
  private static final long LONGEST_SECONDS = 120;

  /** How a command ended. */
  record Result(int exitCode, String output, String errors) {}

  private CommandLine() {}

  /** Runs a command to its end, with {@code input} on its standard input. */
  static Result run(String input, String... arguments) {
    try {
      Process process = new ProcessBuilder(command(arguments)).start();
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("does not end: " + String.join(" ", arguments));
      }
      return new Result(process.exitValue(), output, errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command that stays, its output going to {@code log}. */
  static Process start(Path log, String... arguments) {
    return start(log, List.of(), List.of(arguments));
  }

  /**
   * Starts a command that stays, its output going to {@code log}.
   *
   * @param place what is put before the command so that it runs where it should
   */
  static Process start(Path log, List<String> place, List<String> arguments) {
    List<String> command = new ArrayList<>(place);
    command.add(Repository.COMMAND.toString());
    return launch(log, command, arguments);
  }

  /** Starts another program than {@code bin/hyperdex}. */
  static Process start(Path log, Path program, List<String> arguments) {
    return launch(log, List.of(program.toString()), arguments);
  }

  private static Process launch(Path log, List<String> program, List<String> arguments) {
    List<String> command = new ArrayList<>(program);
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Repository.COMMAND.toString());
    command.addAll(List.of(arguments));
    return command;
  }
}
