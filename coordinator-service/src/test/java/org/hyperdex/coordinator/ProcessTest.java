package org.hyperdex.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

@Isolated("it reads everything that is printed")
@ExtendWith(OutputCaptureExtension.class)
class ProcessTest {
  @TempDir Path root;

  @Test
  void aProcessBecomesReadyAndShowsItselfWithoutAWarning(CapturedOutput output) throws Exception {
    int[] ports = TestCluster.freePorts(3);
    try (ConfigurableApplicationContext context = run(ports)) {
      assertThat(context.isRunning()).isTrue();
      await()
          .atMost(TestCluster.PATIENCE)
          .untilAsserted(() ->
              assertThat(get(ports[2], "/actuator/health/readiness").statusCode()).isEqualTo(200));

      assertThat(get(ports[2], "/actuator/prometheus").body())
          .contains("hyperdex_coordinator_ready 1.0")
          .contains("hyperdex_coordinator_leader 1.0")
          .contains("hyperdex_coordinator_configuration_version")
          .contains("hyperdex_coordinator_servers{state=\"available\"} 0.0")
          .contains("hyperdex_coordinator_log_index");
      assertThat(output).doesNotContain("WARN").doesNotContain("ERROR");
    }
  }

  @Test
  void aProcessOnADirectoryInUseEndsWithOneLineThatSaysSo(CapturedOutput output) throws Exception {
    int[] ports = TestCluster.freePorts(5);
    CoordinatorOptions first = CoordinatorOptions.of(root, ports[3]).withPorts(ports[3], ports[4]);
    try (CoordinatorNode node = CoordinatorNode.start(first);
        ConfigurableApplicationContext context = run(ports)) {
      assertThat(node.identity()).isNotNull();
      assertThat(context.getBean(CoordinatorProcess.class).awaitEnd()).isEqualTo(1);
      assertThat(output).contains("the data directory is in use").doesNotContain("\tat ");
    }
  }

  private ConfigurableApplicationContext run(int[] ports) {
    return CoordinatorApplication.application()
        .run(
            "--hyperdex.coordinator.port=" + ports[0],
            "--hyperdex.coordinator.raft-port=" + ports[1],
            "--hyperdex.coordinator.data=" + root,
            "--server.port=" + ports[2]);
  }

  private static HttpResponse<String> get(int port, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
