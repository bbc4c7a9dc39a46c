package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster that was stopped in order finds everything as it was, and leaves nothing running. */
class StopAndStartIT {
  private static final String JSON = "application/json";

  @Test
  void dataOutlivesAStopAndAStart(@TempDir Path data) throws Exception {
    try (RunningCluster cluster = RunningCluster.start(data)) {
      cluster.send(
          "POST", "/v1/spaces", "text/plain", "space s key k attributes v tolerate 2 failures");
      assertThat(
              cluster
                  .send("PUT", "/v1/spaces/s/objects/a%2Fb", JSON, "{\"v\": \"x\"}")
                  .statusCode())
          .isEqualTo(201);
    }
    try (RunningCluster cluster = RunningCluster.start(data)) {
      assertThat(cluster.send("GET", "/v1/spaces/s/objects/a%2Fb", JSON, "").body())
          .isEqualTo("{\"k\":\"a/b\",\"v\":\"x\"}");
      assertThat(
              cluster
                  .send("PUT", "/v1/spaces/s/objects/a%2Fb", JSON, "{\"v\": \"y\"}")
                  .statusCode())
          .isEqualTo(200);
    }
  }
}
