package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hyperdex.storage.rows.DataDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(60)
class StorageApplicationTest {
  @TempDir Path parent;

  private ConfigurableApplicationContext run(Path data, String... more) {
    List<String> settings =
        new ArrayList<>(
            List.of(
                "--hyperdex.storage.port=0",
                "--hyperdex.storage.data=" + data,
                // Nobody listens there.
                "--hyperdex.storage.coordinators=127.0.0.1:1"));
    settings.addAll(List.of(more));
    return StorageApplication.application().run(settings.toArray(String[]::new));
  }

  private static HttpResponse<String> get(ConfigurableApplicationContext context, String path)
      throws IOException, InterruptedException {
    String port = context.getEnvironment().getProperty("local.server.port");
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  @Test
  void aServerWithoutACoordinatorIsAliveButNotReadyAndStopsAtOnce() throws Exception {
    Path data = parent.resolve("data");
    ConfigurableApplicationContext context = run(data);
    CompletableFuture<Integer> exitCode =
        CompletableFuture.supplyAsync(() -> context.getBean(StorageProcess.class).awaitEnd());
    assertThat(get(context, "/actuator/health/liveness").statusCode()).isEqualTo(200);
    HttpResponse<String> readiness = get(context, "/actuator/health/readiness");
    assertThat(readiness.statusCode()).isEqualTo(503);
    assertThat(readiness.body()).contains("\"storage\"");
    assertThat(get(context, "/actuator/prometheus").body())
        .contains("hyperdex_storage_ready 0.0")
        .contains("hyperdex_storage_operations_total{kind=\"get\"}")
        .contains("hyperdex_storage_scrub_divergences_total{kind=\"missing\"} 0.0")
        .contains("hyperdex_storage_scrub_walks_total 0.0")
        .contains("hyperdex_storage_link_bytes_total{direction=\"sent\"}")
        .contains("hyperdex_storage_sync_seconds_count");
    assertThat(exitCode).isNotDone();

    long started = System.nanoTime();
    context.close();
    assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(8));
    assertThat(exitCode).succeedsWithin(5, TimeUnit.SECONDS).isEqualTo(0);
    DataDirectory.open(data).close();
  }

  @Test
  void aServerThatWouldForgetClientsThatStillRetryDoesNotStart() {
    try (ConfigurableApplicationContext context =
        run(parent.resolve("data"), "--hyperdex.storage.session-expiry=29m")) {
      assertThat(context.getBean(StorageProcess.class).awaitEnd())
          .isEqualTo(StorageProcess.CANNOT_START);
    }
  }

  @Test
  void aServerThatWouldNeverSendItsRowsToOthersDoesNotStart() {
    try (ConfigurableApplicationContext context =
        run(parent.resolve("data"), "--hyperdex.storage.transfer-rate=0B")) {
      assertThat(context.getBean(StorageProcess.class).awaitEnd())
          .isEqualTo(StorageProcess.CANNOT_START);
    }
  }

  @Test
  void aServerThatMustNotUseItsDirectoryEndsWithAFailure() throws Exception {
    Files.writeString(parent.resolve("thesis.txt"), "");
    try (ConfigurableApplicationContext context = run(parent)) {
      assertThat(context.getBean(StorageProcess.class).awaitEnd())
          .isEqualTo(StorageProcess.CANNOT_START);
    }
  }
}
