package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What a test does to single processes, and learns of them. */
final class Processes {
  private static final long STOP_SECONDS = 30;
  private static final int LOG_LINES = 15;

  private Processes() {}

  /** Kills a process with SIGKILL, if there is one; returns when it is gone. */
  static void kill(@Nullable Process process) {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Sends a signal, as the command {@code kill} does. */
  static void signal(Process process, String signal) {
    Program.of(Path.of("/"), "kill", "-" + signal, Long.toString(process.pid()))
        .run(Duration.ofSeconds(10));
  }

  /** Stops a process in order by a signal; returns its exit code. */
  static int stop(Process process, String signal) {
    signal(process, signal);
    return awaitExit(process, "by SIG" + signal);
  }

  /** Waits for a process to end; returns its exit code. */
  static int awaitExit(Process process, String cause) {
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("does not stop " + cause + " in " + STOP_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    return process.exitValue();
  }

  /** All of a log. */
  static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The last lines of a log: what a failure is understood by. Empty if there is no log. */
  static String endOf(Path log) {
    if (!Files.exists(log)) {
      return "";
    }
    try {
      List<String> lines = Files.readAllLines(log);
      return "\n--- "
          + log.getFileName()
          + "\n"
          + String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
