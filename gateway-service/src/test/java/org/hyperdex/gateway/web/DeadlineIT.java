package org.hyperdex.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** How long a request may take, and what is answered when that is not enough. */
@GatewayTest
class DeadlineIT {
  /** No server replicates so much in a millisecond. */
  private static final int ROW_BYTES = 15 << 20;

  private final Rest rest;

  DeadlineIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        "space deadline_it key k attributes string s create 2 partitions tolerate 1 failures");
  }

  private static String path(String key) {
    return Rest.object("deadline_it", key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "soon",
        "5",
        "0ms",
        "-5s",
        "1.5s",
        "5 s",
        "5h",
        "11m",
        "601s",
        "99999999999s",
        "s"
      })
  void aTimeoutThatIsNoTimeIsRefused(String timeout) {
    String[] header = {"X-Timeout", timeout};
    rest.put(path("refused"), "{}", header).isRefusedWrite(400, "malformed");
    rest.delete(path("refused"), header).isRefusedWrite(400, "malformed");
    rest.post(path("refused"), "{\"ops\": [{\"del\": {}}]}", header)
        .isRefusedWrite(400, "malformed");
    rest.postText("/v1/spaces", "space deadline_refused key k", header)
        .isRefusedWrite(400, "malformed");
    rest.get(path("refused"), header).isProblem(400, "malformed");
    rest.post("/v1/spaces/deadline_it/search", "{}", header).isProblem(400, "malformed");
    rest.post("/v1/spaces/deadline_it/count", "{}", header).isProblem(400, "malformed");
    rest.get("/v1/cluster", header).isProblem(400, "malformed");
    rest.get(path("refused")).isProblem(404, "unknown-object");
    rest.get("/v1/spaces/deadline_refused").isProblem(404, "unknown-space");
  }

  @ParameterizedTest
  @ValueSource(strings = {"500ms", "5s", "10m", "600s"})
  void aTimeoutThatIsEnoughIsNotNoticed(String timeout) {
    rest.put(path("enough"), "{}", "X-Timeout", timeout);
    rest.get(path("enough"), "X-Timeout", timeout).is(200);
  }

  @Test
  void aWriteThatIsNotDoneInTimeSaysWhatIsKnownOfItsEffect() {
    String body = "{\"s\": \"%s\"}".formatted("x".repeat(ROW_BYTES));
    JsonNode problem = rest.put(path("late"), body, "X-Timeout", "1ms").isProblem(504, "deadline");
    String outcome = problem.get("outcome").asString();
    assertThat(outcome).isIn("UNKNOWN", "NOT_APPLIED");
    Answer after = rest.get(path("late"), "X-Timeout", "30s");
    assertThat(after.status()).isIn(200, 404);
    if (outcome.equals("NOT_APPLIED")) {
      after.is(404);
    }
  }

  @Test
  void eachLineOfABatchHasTheDeadlineForItself() {
    String slow =
        "{\"key\": \"slow\", \"ops\": [{\"put\": {\"s\": \"%s\"}}]}%n"
            .formatted("x".repeat(ROW_BYTES));
    byte[] body = (slow + "nonsense").getBytes(StandardCharsets.UTF_8);
    Answer answer =
        rest.send(
                "POST",
                "/v1/spaces/deadline_it/batch",
                body,
                "Content-Type",
                "application/x-ndjson",
                "X-Timeout",
                "1ms")
            .is(200);
    assertThat(answer.lines().stream().map(each -> each.get("status").asInt()))
        .containsExactly(504, 400);
    assertThat(answer.lines().getFirst().get("outcome").asString()).isNotBlank();
  }
}
