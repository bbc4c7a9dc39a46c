package org.hyperdex.cli.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperdex.cli.CommandFailure;

/**
 * A running member. Its standard input is a pipe of which this process holds the other end: it
 * closes when this process ends, and the child ends then.
 */
final class ChildProcess {
  private static final String READINESS = "/actuator/health/readiness";
  private static final int PROBE_MILLIS = 1000;
  private static final int TAIL_LINES = 15;

  private final Member member;
  private final Process process;
  private final long logStart;

  private ChildProcess(Member member, Process process, long logStart) {
    this.member = member;
    this.process = process;
    this.logStart = logStart;
  }

  /** Starts {@code member} by {@code command}; its output is appended to its log. */
  static ChildProcess start(Member member, List<String> command) {
    Path log = member.log();
    try {
      long logStart = Files.exists(log) ? Files.size(log) : 0;
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      return new ChildProcess(member, process, logStart);
    } catch (IOException e) {
      throw new CommandFailure("CHILD", "cannot start " + member.name() + ": " + e);
    }
  }

  Member member() {
    return member;
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  int exitCode() {
    return process.exitValue();
  }

  /** Whether it says that it can do its work. */
  boolean ready() {
    try {
      URI uri =
          URI.create("http://" + ClusterLayout.LISTEN + ":" + member.managementPort() + READINESS);
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout(PROBE_MILLIS);
      connection.setReadTimeout(PROBE_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Asks it to end. Its input stays open, for the end of that would tell it of the end of its
   * parent.
   */
  void stop() {
    process.toHandle().destroy();
  }

  /** Ends it at once. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end; whether it came in time. */
  boolean awaitEnd(Duration longest) throws InterruptedException {
    return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** The last lines it wrote since it was started. */
  String logTail() {
    try (var channel = Files.newByteChannel(member.log())) {
      long from = Math.max(logStart, channel.size() - (64 << 10));
      channel.position(from);
      ByteBuffer buffer = ByteBuffer.allocate((int) (channel.size() - from));
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // Until all is there.
      }
      String text = new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().toList();
      return String.join(
          System.lineSeparator(),
          lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    } catch (IOException e) {
      return "(its log cannot be read: " + e + ")";
    }
  }
}
