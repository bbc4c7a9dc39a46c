package org.hyperdex.systemtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The cluster of docker/compose.yaml, its ports being any that are free. */
final class Containers implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(4);
  private static final Duration STOP = Duration.ofMinutes(2);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration REQUEST = Duration.ofSeconds(90);
  private static final String GATEWAY_PORT = "HYPERDEX_GATEWAY_PORT";
  private static final String IMAGE = "HYPERDEX_IMAGE";

  private final String project;
  private final Program compose;
  private final List<String> services;
  private final HttpClient http = HttpClient.newHttpClient();

  private Containers(String project, Program compose) {
    this.project = project;
    this.compose = compose;
    this.services = compose.run(ANSWER, "config", "--services").lines().sorted().toList();
  }

  /** The cluster as a project of its own; {@code folder} is for what it needs besides. */
  static Containers of(String project, String image, Path folder) {
    try {
      Path docker = Repository.ROOT.resolve("docker");
      String metrics = Files.readString(docker.resolve("compose.metrics.yaml"));
      Path anyPorts = folder.resolve("compose.metrics.yaml");
      Files.writeString(anyPorts, metrics.replaceAll("127\\.0\\.0\\.1:\\d+:", "127.0.0.1::"));
      List<String> files = List.of(docker.resolve("compose.yaml").toString(), anyPorts.toString());
      return new Containers(
          project, Docker.compose(project, files).with(IMAGE, image).with(GATEWAY_PORT, ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts what does not run and waits until each container says that it is well. */
  void up() {
    try {
      compose.run(START, "up", "--detach");
      Awaitility.await()
          .atMost(START)
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> services.stream().allMatch(this::isHealthy));
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(compose.run(ANSWER, "logs", "--tail=200"), e);
    }
  }

  /** Asks each container to stop, and waits. */
  void stop() {
    compose.run(STOP, "stop");
  }

  /** Removes the containers and keeps their data. */
  void down() {
    compose.run(STOP, "down");
  }

  /** Ends the process of {@code service} at once. */
  void kill(String service) {
    String container = container(service);
    Docker.run("kill", "--signal", "KILL", container);
    Awaitility.await().until(() -> Docker.inspect(container, "{{.State.Running}}").equals("false"));
  }

  List<String> services() {
    return services;
  }

  private boolean isHealthy(String service) {
    return Docker.inspect(container(service), "{{.State.Health.Status}}").equals("healthy");
  }

  int exitCode(String service) {
    return Integer.parseInt(Docker.inspect(container(service), "{{.State.ExitCode}}"));
  }

  private String container(String service) {
    return Docker.run(
        "ps",
        "--all",
        "--quiet",
        "--filter",
        "label=com.docker.compose.project=" + project,
        "--filter",
        "label=com.docker.compose.service=" + service);
  }

  /** Runs {@code command} in the container of {@code service}. */
  String execute(String service, String... command) {
    return compose.and("exec", "-T", service).run(REQUEST, command);
  }

  /** Sends a request to the gateway. */
  HttpResponse<String> send(String method, String path, String contentType, String body) {
    return send(
        HttpRequest.newBuilder(uri("gateway", 8080, path))
            .header("Content-Type", contentType)
            .header("X-Timeout", "60s")
            .method(method, HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The metrics of {@code service}, whose management port is {@code port}. */
  String metrics(String service, int port) {
    return send(HttpRequest.newBuilder(uri(service, port, "/actuator/prometheus"))).body();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(REQUEST).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Where {@code service} is found from here; it is another port after each start. */
  private URI uri(String service, int port, String path) {
    String address = Docker.run("port", container(service), Integer.toString(port));
    return URI.create("http://" + address + path);
  }

  /** Removes containers, networks and data. */
  @Override
  public void close() {
    compose.run(STOP, "down", "--volumes", "--timeout", "20");
  }
}
