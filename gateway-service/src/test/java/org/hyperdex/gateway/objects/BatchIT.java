package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Batches: a line for a line, in order, each for itself. */
@GatewayTest
class BatchIT {
  private static final String SPACE = "batch_it";
  private static final String BATCH = "/v1/spaces/" + SPACE + "/batch";

  private final Rest rest;

  BatchIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        "space batch_it key name attributes string text, int n subspace n create 4 partitions");
  }

  private Answer batch(String... lines) {
    return batch(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  private Answer batch(byte[] body) {
    return rest.send("POST", BATCH, body, "Content-Type", "application/x-ndjson").is(200);
  }

  private static String put(String key, int n) {
    return "{\"key\": \"%s\", \"ops\": [{\"put\": {\"n\": %d}}]}".formatted(key, n);
  }

  private int n(String key) {
    return rest.get(Rest.object(SPACE, key)).is(200).json().get("n").asInt();
  }

  private static List<Integer> statuses(Answer answer) {
    return answer.lines().stream().map(line -> line.get("status").asInt()).toList();
  }

  @Test
  void eachLineIsAnsweredInOrder() {
    Answer answer =
        batch(
            put("a", 1),
            put("a", 2),
            "{\"key\": \"a\", \"if\": {\"n\": 1}, \"ops\": [{\"put\": {\"n\": 9}}]}",
            "",
            "{\"key\": \"none\", \"if\": {}, \"ops\": [{\"put\": {\"n\": 9}}]}",
            "{\"key\": \"a\", \"if\": {\"n\": 2}, \"ops\": [{\"put\": {\"n\": 3}}]}",
            "{\"key\": \"a\", \"ops\": [{\"put\": {\"nn\": 9}}]}",
            put("b", 1),
            "{\"key\": \"b\", \"ops\": [{\"del\": {}}]}");
    assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
    assertThat(statuses(answer)).containsExactly(201, 200, 409, 404, 200, 400, 201, 204);
    assertThat(answer.lines().get(2).get("guard").asString()).isEqualTo("n");
    assertThat(answer.lines().get(5).get("attribute").asString()).isEqualTo("nn");
    assertThat(n("a")).isEqualTo(3);
    rest.get(Rest.object(SPACE, "b")).isProblem(404, "unknown-object");
    rest.get(Rest.object(SPACE, "none")).isProblem(404, "unknown-object");
  }

  @Test
  void aLineMayAskForAVersion() {
    String version = batch(put("v", 1)).lines().getFirst().get("version").asString();
    String line = "{\"key\": \"v\", \"version\": \"%s\", \"ops\": [{\"put\": {\"n\": %d}}]}";
    Answer answer =
        batch(
            line.formatted(version, 2),
            line.formatted(version, 3),
            "{\"key\": \"w\", \"version\": \"1.1\", \"ops\": [{\"put\": {\"n\": 1}}]}",
            "{\"key\": \"v\", \"version\": \"\", \"ops\": [{\"put\": {\"n\": 1}}]}",
            "{\"key\": \"v\", \"version\": 3.17, \"ops\": [{\"put\": {\"n\": 1}}]}");
    assertThat(statuses(answer)).containsExactly(200, 412, 412, 400, 400);
    assertThat(answer.lines().get(3).get("detail").asString())
        .isEqualTo(
            "version: expected the version of an answer, such as \"3.17\", found string \"\"");
    assertThat(n("v")).isEqualTo(2);
    rest.get(Rest.object(SPACE, "w")).isProblem(404, "unknown-object");
  }

  @Test
  void linesMayHaveAnyOperations() {
    Answer answer =
        batch(
            "{\"key\": \"o\", \"ops\": [{\"atomic_add\": {\"n\": 1}}]}",
            "{\"key\": \"o\", \"create\": true, \"ops\": [{\"atomic_add\": {\"n\": 1}}]}",
            "{\"key\": \"o\", \"if\": {\"n\": {\"in\": [1, 2]}}, \"ops\": [{\"atomic_mul\": {\"n\": 6}},"
                + " {\"string_prepend\": {\"text\": \"x\"}}]}",
            "{\"key\": \"o\", \"ops\": [{\"atomic_div\": {\"n\": 0}}]}");
    assertThat(statuses(answer)).containsExactly(404, 201, 200, 409);
    assertThat(answer.lines().get(3).get("failure").asString()).isEqualTo("DIVISION_BY_ZERO");
    assertThat(answer.lines().get(3).get("function").asString()).isEqualTo("atomic_div");
    assertThat(n("o")).isEqualTo(6);
  }

  @Test
  void aBatchMayHaveMoreLinesThanAreCarriedOutAtOnce() {
    int lines = 1500;
    Answer answer =
        batch(
            IntStream.range(0, lines)
                .mapToObj(i -> put("many" + i % 300, i))
                .collect(Collectors.joining("\r\n"))
                .getBytes(StandardCharsets.UTF_8));
    assertThat(statuses(answer)).hasSize(lines).containsOnly(200, 201);
    assertThat(n("many0")).isEqualTo(1200);
    assertThat(n("many299")).isEqualTo(1499);
  }

  @Test
  void aBadLineIsAProblemAndTheOthersAreCarriedOut() {
    Answer answer =
        batch(
            put("good1", 1),
            "{\"key\": \"bad\", \"ops\"",
            "[]",
            "7",
            "null",
            "nonsense",
            "{\"key\": \"bad\"}",
            "{\"key\": null, \"ops\": [{\"put\": {\"n\": 1}}]}",
            "{\"key\": 5, \"ops\": [{\"put\": {\"n\": 1}}]}",
            "{\"ops\": [{\"put\": {\"n\": 1}}]}",
            "{\"key\": \"bad\", \"key\": \"bad\", \"ops\": [{\"put\": {\"n\": 1}}]}",
            "{\"key\": \"bad\", \"ops\": [{\"put\": {\"n\": 1}}], \"more\": 1}",
            "{\"key\": \"bad\", \"ops\": [{\"put\": {\"n\": 1}}]} {}",
            put("good2", 2));
    List<JsonNode> lines = answer.lines();
    assertThat(lines).hasSize(14);
    for (JsonNode line : lines.subList(1, 13)) {
      assertThat(line.get("status").asInt()).as(line.toString()).isEqualTo(400);
      assertThat(line.get("outcome").asString()).isEqualTo("NOT_APPLIED");
      assertThat(line.get("type").asString()).startsWith("urn:hyperdex:problem:");
      assertThat(line.get("detail").asString()).isNotBlank();
    }
    assertThat(n("good1")).isEqualTo(1);
    assertThat(n("good2")).isEqualTo(2);
    rest.get(Rest.object(SPACE, "bad")).isProblem(404, "unknown-object");
  }

  @Test
  void bytesThatAreNotUtf8AreRefusedAndNotReplaced() {
    String line = "{\"key\": \"latin\", \"ops\": [{\"put\": {\"text\": \"\u00e9\"}}]}";
    Answer answer = batch(line.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(statuses(answer)).containsExactly(400);
    rest.get(Rest.object(SPACE, "latin")).isProblem(404, "unknown-object");
    assertThat(statuses(batch(line))).containsExactly(201);
    assertThat(rest.get(Rest.object(SPACE, "latin")).json().get("text").asString()).isEqualTo("é");
  }

  @Test
  void aKeyThatIsTooLongIsTheProblemOfItsLine() {
    Answer answer = batch(put("k".repeat((64 << 10) + 1), 1), put("short", 1));
    assertThat(statuses(answer)).containsExactly(413, 201);
  }

  @Test
  void anEmptyBatchHasAnEmptyAnswer() {
    assertThat(batch("").text()).isEmpty();
    assertThat(batch("\n\n \n").text()).isEmpty();
  }

  @Test
  void aBatchAsAWholeCanBeRefused() {
    byte[] body = put("refused", 1).getBytes(StandardCharsets.UTF_8);
    String[] ndjson = {"Content-Type", "application/x-ndjson"};
    rest.send("POST", "/v1/spaces/no_such/batch", body, ndjson)
        .isRefusedWrite(404, "unknown-space");
    rest.send("POST", BATCH, body, "Content-Type", "text/csv")
        .isRefusedWrite(415, "unsupported-media-type");
    rest.send("POST", BATCH, body, "Content-Type", "application/x-ndjson", "X-Timeout", "soon")
        .isRefusedWrite(400, "malformed");
    rest.get(Rest.object(SPACE, "refused")).isProblem(404, "unknown-object");
  }
}
