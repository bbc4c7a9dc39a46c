package org.hyperdex.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.gateway.GatewayApplication;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

/** What is told to whoever watches the cluster. */
@GatewayTest
class ClusterEventsIT {
  private final Rest rest;
  private final RunningGateway gateway;

  ClusterEventsIT(Rest rest, RunningGateway gateway) {
    this.rest = rest;
    this.gateway = gateway;
  }

  private record Event(String name, long version, JsonNode data) {}

  /** An open stream of events. */
  private static final class Stream implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final BufferedReader lines;

    Stream(int port) throws Exception {
      HttpResponse<InputStream> response =
          http.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/cluster/events"))
                  .build(),
              HttpResponse.BodyHandlers.ofInputStream());
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("text/event-stream");
      lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    Event next() throws IOException {
      Map<String, String> fields = new HashMap<>();
      for (String line = lines.readLine(); ; line = lines.readLine()) {
        assertThat(line).as("the stream goes on").isNotNull();
        if (line.isEmpty() && fields.containsKey("data")) {
          return new Event(
              fields.get("event"),
              Long.parseLong(fields.get("id")),
              JsonValues.parse("data", fields.get("data")));
        }
        int colon = line.indexOf(':');
        if (colon > 0) {
          fields.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
    }

    /** The next event of a kind; spaces of other tests come and go meanwhile. */
    Event next(String name) throws IOException {
      Event event = next();
      while (!event.name().equals(name)) {
        event = next();
      }
      return event;
    }

    boolean isAtItsEnd() throws IOException {
      String line = lines.readLine();
      while (line != null) {
        line = lines.readLine();
      }
      return true;
    }

    @Override
    public void close() {
      http.shutdownNow();
      http.close();
    }
  }

  @Test
  void theWholeClusterIsToldFirstAndThenWhatChanges() throws Exception {
    try (Stream events = new Stream(gateway.port())) {
      Event whole = events.next();
      assertThat(whole.name()).isEqualTo("cluster");
      assertThat(whole.version()).isEqualTo(whole.data().get("version").asLong());
      assertThat(whole.data().get("servers")).hasSize(RunningGateway.SERVERS);

      rest.addSpace("space events_it key k attributes a");
      Event added = events.next("space-added");
      assertThat(added.data().get("name").asString()).isEqualTo("events_it");
      assertThat(added.version()).isGreaterThan(whole.version());

      rest.patch("/v1/spaces/events_it", "{\"name\": \"events_it2\"}").is(200);
      Event renamed = events.next("space-renamed");
      assertThat(renamed.data().get("name").asString()).isEqualTo("events_it2");
      assertThat(renamed.data().get("before").asString()).isEqualTo("events_it");

      rest.delete("/v1/spaces/events_it2").is(204);
      assertThat(events.next("space-removed").data().get("name").asString())
          .isEqualTo("events_it2");
    }
  }

  @Test
  void aStreamEndsWhenTheGatewayStops() throws Exception {
    ConfigurableApplicationContext other =
        SpringApplication.run(
            GatewayApplication.class,
            "--server.port=0",
            "--management.server.port=0",
            "--logging.level.org.hyperdex=warn",
            "--spring.lifecycle.timeout-per-shutdown-phase=50s",
            "--hyperdex.gateway.coordinators=" + gateway.coordinators());
    int port = other.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    try (Stream events = new Stream(port)) {
      assertThat(events.next().name()).isEqualTo("cluster");
      Thread stopping = Thread.ofPlatform().start(other::close);
      assertThat(events.isAtItsEnd()).isTrue();
      stopping.join();
    } finally {
      other.close();
    }
  }
}
