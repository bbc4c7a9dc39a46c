package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Changes and removals of all objects that match. */
@GatewayTest
class GroupsIT {
  private static final int OBJECTS = 400;
  private static final String SPACE = "/v1/spaces/groups_it";

  private final Rest rest;

  GroupsIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void make() {
    rest.addSpace(
        """
        space groups_it key int k attributes string colour, int n, document d
        subspace colour subspace n create 8 partitions tolerate 1 failures
        """);
  }

  @BeforeEach
  void fill() {
    String batch =
        IntStream.range(0, OBJECTS)
            .mapToObj(i ->
                "{\"key\": %d, \"ops\": [{\"put\": {\"colour\": \"c%d\", \"n\": %d, \"d\": {}}}]}"
                    .formatted(i, i % 4, i))
            .collect(Collectors.joining("\n"));
    Answer answer =
        rest.send(
            "POST",
            SPACE + "/batch",
            batch.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-ndjson");
    assertThat(answer.is(200).lines()).hasSize(OBJECTS);
  }

  private int count(String where) {
    return rest.post(SPACE + "/count", "{\"where\": %s}".formatted(where))
        .is(200)
        .json()
        .get("count")
        .asInt();
  }

  private static void says(JsonNode answer, int matched, int changed) {
    assertThat(answer.get("matched").asInt()).isEqualTo(matched);
    assertThat(answer.get("changed").asInt()).isEqualTo(changed);
  }

  @Test
  void whatMatchesIsChangedWhenTheAnswerComes() {
    JsonNode answer =
        rest.post(
                SPACE + "/update",
                "{\"where\": {\"colour\": \"c1\"}, \"ops\": [{\"put\": {\"colour\": \"red\"}},"
                    + " {\"atomic_add\": {\"n\": 1000}}]}")
            .is(200)
            .json();
    says(answer, OBJECTS / 4, OBJECTS / 4);
    assertThat(answer.has("failed")).isFalse();
    assertThat(count("{\"colour\": \"c1\"}")).isZero();
    assertThat(count("{\"colour\": \"red\", \"n\": {\"ge\": 1000}}")).isEqualTo(OBJECTS / 4);
  }

  @Test
  void anIncrementThatMovesObjectsForwardChangesEachOnce() {
    JsonNode answer =
        rest.post(
                SPACE + "/update",
                "{\"where\": {\"n\": {\"ge\": 0}},"
                    + " \"ops\": [{\"atomic_add\": {\"n\": 4611686018427387904}}]}")
            .is(200)
            .json();
    says(answer, OBJECTS, OBJECTS);
    assertThat(count("{\"n\": {\"ge\": 4611686018427387904}}")).isEqualTo(OBJECTS);
  }

  @Test
  void whatMatchesIsRemoved() {
    says(
        rest.post(SPACE + "/delete", "{\"where\": {\"n\": {\"lt\": 100}}}").is(200).json(),
        100,
        100);
    assertThat(count("{}")).isEqualTo(OBJECTS - 100);
    says(rest.post(SPACE + "/delete", "{\"where\": {}}").is(200).json(), 300, 300);
    assertThat(count("{}")).isZero();
  }

  @Test
  void aFunctionThatFailsAtSomeObjectsIsToldAndTheOthersAreChanged() {
    JsonNode answer =
        rest.post(
                SPACE + "/update",
                "{\"where\": {\"n\": {\"ge\": 395}}, \"ops\": [{\"atomic_add\":"
                    + " {\"n\": 9223372036854775410}}, {\"put\": {\"colour\": \"late\"}}]}")
            .is(200)
            .json();
    says(answer, 5, 3);
    assertThat(answer.get("failed").asInt()).isEqualTo(2);
    assertThat(answer.get("failures"))
        .hasSize(2)
        .allMatch(failure -> failure.get("failure").asString().equals("OVERFLOW"))
        .allMatch(failure -> failure.get("attribute").asString().equals("n"))
        .extracting(failure -> failure.get("key").asInt())
        .containsExactlyInAnyOrder(398, 399);
    assertThat(count("{\"colour\": \"late\"}")).isEqualTo(3);
  }

  @Test
  void theCallersOwnRepetitionIsAnsweredAsTheFirstRequestWas() {
    String body = "{\"where\": {\"n\": {\"lt\": 10}}, \"ops\": [{\"atomic_add\": {\"n\": 1}}]}";
    for (int i = 0; i < 2; i++) {
      says(rest.post(SPACE + "/update", body, "Idempotency-Key", "g1").is(200).json(), 10, 10);
    }
    assertThat(count("{\"n\": {\"lt\": 10}}")).isEqualTo(9);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"ops\": [{\"put\": {\"n\": 1}}]}",
        "{\"where\": {}}",
        "{\"where\": {}, \"ops\": []}",
        "{\"where\": {}, \"ops\": [{\"del\": {}}]}",
        "{\"where\": [], \"ops\": [{\"put\": {\"n\": 1}}]}",
        "{\"where\": {}, \"if\": {}, \"ops\": [{\"put\": {\"n\": 1}}]}",
        "[]"
      })
  void aMalformedOperationChangesNothing(String body) {
    rest.post(SPACE + "/update", body).isRefusedWrite(400, "malformed");
    assertThat(count("{\"n\": 1}")).isEqualTo(1);
  }

  @Test
  void aRemovalWithoutAConditionIsRefused() {
    rest.post(SPACE + "/delete", "{}").isRefusedWrite(400, "malformed");
    rest.post(SPACE + "/delete", "{\"where\": {}, \"limit\": 1}").isRefusedWrite(400, "malformed");
    rest.post("/v1/spaces/nowhere/delete", "{\"where\": {}}").isRefusedWrite(404, "unknown-space");
    assertThat(count("{}")).isEqualTo(OBJECTS);
  }
}
