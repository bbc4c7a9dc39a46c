package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.JsonNode;

/** A Prometheus that runs in a folder of its own and is asked through its HTTP API. */
final class Prometheus implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(1);
  private static final long STOP_SECONDS = 20;

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Prometheus(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it with the {@code prometheus.yml} of {@code folder}. */
  static Prometheus start(Path program, Path folder) {
    try {
      int port = freePort();
      Process process =
          new ProcessBuilder(
                  program.toString(),
                  "--config.file=" + folder.resolve("prometheus.yml"),
                  "--storage.tsdb.path=" + Files.createDirectories(folder.resolve("series")),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
      Prometheus prometheus = new Prometheus(process, port);
      prometheus.awaitReady(folder.resolve("prometheus.log"));
      return prometheus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady(Path log) {
    try {
      Awaitility.await()
          .atMost(START)
          .ignoreExceptions()
          .failFast("Prometheus ends; see " + log, () -> !process.isAlive())
          .until(() -> get("/-/ready").statusCode() == 200);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The series that {@code expression} has now; each holds {@code metric} and {@code value}. */
  List<JsonNode> query(String expression) {
    String encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    JsonNode answer = api("query?query=" + encoded);
    return answer.path("result").values().stream().toList();
  }

  /** What the HTTP API says at {@code path}; the request must be a valid one. */
  JsonNode api(String path) {
    HttpResponse<String> response = get("/api/v1/" + path);
    JsonNode answer = JsonValues.parse("answer", response.body());
    if (!answer.path("status").asString().equals("success")) {
      throw new AssertionError(path + ": " + response.body());
    }
    return answer.path("data");
  }

  private HttpResponse<String> get(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.onExit().orTimeout(STOP_SECONDS, TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      process.destroyForcibly();
    }
  }
}
