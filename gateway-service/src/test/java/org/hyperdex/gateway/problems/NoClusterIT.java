package org.hyperdex.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.hyperdex.gateway.GatewayApplication;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway whose coordinator takes connections and says nothing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NoClusterIT {
  private ServerSocket mute;
  private ConfigurableApplicationContext application;
  private Rest rest;

  @BeforeAll
  void start() throws IOException {
    mute = new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
    application =
        SpringApplication.run(
            GatewayApplication.class,
            "--server.port=0",
            "--management.server.port=0",
            "--logging.level.org.hyperdex=error",
            "--hyperdex.gateway.timeout=300ms",
            "--hyperdex.gateway.coordinators=127.0.0.1:" + mute.getLocalPort());
    rest =
        new Rest(
            application.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  @AfterAll
  void stop() throws IOException {
    application.close();
    mute.close();
  }

  @Test
  void everyCallSaysThatNobodyCanAnswerAndWhenToAskAgain() {
    String object = Rest.object("space", "key");
    for (Answer read :
        new Answer[] {
          rest.get(object),
          rest.get("/v1/spaces"),
          rest.get("/v1/cluster"),
          rest.post("/v1/spaces/space/search", "{}")
        }) {
      assertThat(read.isProblem(503, "unavailable").has("outcome")).isFalse();
      assertThat(read.header("Retry-After")).isEqualTo("1");
    }
    for (Answer write :
        new Answer[] {
          rest.put(object, "{}"),
          rest.delete(object),
          rest.post("/v1/spaces/space/batch", "{\"key\": 1, \"ops\": [{\"del\": {}}]}")
        }) {
      write.isRefusedWrite(503, "unavailable");
      assertThat(write.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void aCommandThatMayHaveArrivedSaysSo() {
    Answer answer = rest.postText("/v1/spaces", "space s key k");
    assertThat(answer.status()).as(answer.toString()).isIn(503, 504);
    assertThat(answer.json().get("outcome").asString()).isIn("UNKNOWN", "NOT_APPLIED");
  }

  @Test
  void whatNeedsNoClusterIsAnswered() {
    rest.get("/v1/openapi.json").is(200);
    rest.postText("/v1/spaces:validate", "space s key k").is(200);
    rest.postText("/v1/spaces:validate", "space s").isProblem(422, "invalid-space");
    rest.get("/v1/nothing").isProblem(404, "unknown-resource");
  }
}
