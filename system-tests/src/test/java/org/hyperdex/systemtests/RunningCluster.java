package org.hyperdex.systemtests;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.JsonNode;

/**
 * A cluster that {@code bin/hyperdex up} has started on free ports, in a directory of the test's.
 */
final class RunningCluster implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final long STOP_SECONDS = 60;
  private static final int SPACING = 20;

  private final Process up;
  private final JsonNode announcement;
  private final int coordinatorPort;
  private final int gatewayPort;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningCluster(Process up, JsonNode announcement, int coordinatorPort, int gatewayPort) {
    this.up = up;
    this.announcement = announcement;
    this.coordinatorPort = coordinatorPort;
    this.gatewayPort = gatewayPort;
  }

  /** Starts a cluster of three storage servers in {@code data}, or what is there already. */
  static RunningCluster start(Path data) {
    int coordinatorPort = Ports.free(3 * SPACING + 1);
    int gatewayPort = coordinatorPort + 2 * SPACING;
    List<String> command =
        List.of(
            Repository.COMMAND.toString(),
            "up",
            "--data",
            data.toString(),
            "--port",
            Integer.toString(coordinatorPort),
            "--storage-port",
            Integer.toString(coordinatorPort + SPACING),
            "--gateway-port",
            Integer.toString(gatewayPort),
            "--timeout",
            START.toSeconds() + "s",
            "--output",
            "json");
    try {
      Process up =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      BufferedReader out =
          new BufferedReader(new InputStreamReader(up.getInputStream(), StandardCharsets.UTF_8));
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException("bin/hyperdex up ends with " + up.waitFor());
      }
      return new RunningCluster(
          up, JsonValues.parse("announcement", line), coordinatorPort, gatewayPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  int coordinatorPort() {
    return coordinatorPort;
  }

  int gatewayPort() {
    return gatewayPort;
  }

  /** Kills every process of the cluster at once, as a power failure does to processes. */
  void killEverything() {
    List<ProcessHandle> processes = new ArrayList<>(up.descendants().toList());
    up.destroyForcibly();
    processes.forEach(ProcessHandle::destroyForcibly);
    up.onExit().join();
    for (ProcessHandle process : processes) {
      process.onExit().join();
    }
  }

  /** What runs. */
  JsonNode announcement() {
    return announcement;
  }

  /** Sends a request to the gateway. */
  HttpResponse<String> send(String method, String path, String contentType, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gatewayPort + path))
            .header("Content-Type", contentType)
            .header("X-Timeout", "60s")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Stops the cluster in order. */
  @Override
  public void close() {
    up.destroy();
    try {
      up.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      killEverything();
      throw new IllegalStateException("the cluster does not stop in " + STOP_SECONDS + " s", e);
    }
  }
}
