package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster of containers is used, loses a process, is stopped and removed, and keeps its data. */
class DockerIT {
  private static final String IMAGE = "hyperdex-system-test";
  private static final String JSON = "application/json";
  private static final String OBJECT = "/v1/spaces/phonebook/objects/jsmith1";
  private static final String SPACE =
      """
      space phonebook
      key username
      attributes first, last, int phone
      subspace first, last, phone
      create 8 partitions
      tolerate 2 failures
      """;

  @Test
  void dataOutlivesProcessesAndContainers(@TempDir Path folder) {
    Docker.assumeEngine();
    Docker.build(IMAGE);
    String project = "hyperdex" + ProcessHandle.current().pid();
    try (Containers cluster = Containers.of(project, IMAGE, folder)) {
      cluster.up();
      assertThat(cluster.send("POST", "/v1/spaces", "text/plain", SPACE).statusCode())
          .isEqualTo(201);
      put(cluster, "{\"first\": \"John\", \"last\": \"Smith\", \"phone\": 6075551024}", 201);
      assertFound(cluster, "Smith");
      assertOtherWaysIn(cluster);

      cluster.kill("storage2");
      cluster.up();
      put(cluster, "{\"last\": \"Miller\"}", 200);
      assertFound(cluster, "Miller");

      cluster.stop();
      for (String service : cluster.services()) {
        assertThat(cluster.exitCode(service)).as("exit code of " + service).isZero();
      }
      cluster.down();
      cluster.up();
      assertFound(cluster, "Miller");
    } finally {
      Docker.run("image", "rm", IMAGE);
    }
  }

  private static void put(Containers cluster, String attributes, int status) {
    assertThat(cluster.send("PUT", OBJECT, JSON, attributes).statusCode()).isEqualTo(status);
  }

  private static void assertFound(Containers cluster, String last) {
    String object =
        "{\"username\":\"jsmith1\",\"first\":\"John\",\"last\":\""
            + last
            + "\",\"phone\":6075551024}";
    assertThat(cluster.send("GET", OBJECT, JSON, "").body()).isEqualTo(object);
    String where = "{\"where\": {\"last\": \"" + last + "\"}}";
    assertThat(cluster.send("POST", "/v1/spaces/phonebook/search", JSON, where).body())
        .contains(object);
  }

  private static void assertOtherWaysIn(Containers cluster) {
    for (String service : cluster.services()) {
      assertThat(cluster.execute(service, "id", "--user")).as(service).isNotEqualTo("0");
      int port = service.startsWith("coordinator") ? 3982 : service.equals("gateway") ? 8081 : 4012;
      assertThat(cluster.metrics(service, port)).as(service).contains("process_cpu_usage");
    }
    assertThat(
            cluster.execute(
                "gateway", "hyperdex", "get", "-h", "coordinator2", "phonebook", "jsmith1"))
        .contains("John");
  }
}
