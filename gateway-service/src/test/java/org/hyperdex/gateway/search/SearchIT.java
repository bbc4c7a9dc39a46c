package org.hyperdex.gateway.search;

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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Searches and counts: their two forms, projections, limits, every type, every operator. */
@GatewayTest
class SearchIT {
  private static final int OBJECTS = 60;
  private static final String SEARCH = "/v1/spaces/search_it/search";
  private static final String COUNT = "/v1/spaces/search_it/count";

  private final Rest rest;

  SearchIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void fill() {
    rest.addSpace(
        """
        space search_it key int k
        attributes string s, int i, float f, timestamp(day) t, list(int) l, set(string) st,
            map(string, int) m, document d
        subspace s, i subspace t create 8 partitions tolerate 1 failures
        """);
    String batch =
        IntStream.range(0, OBJECTS)
            .mapToObj(n ->
                """
                {"key": %d, "ops": [{"put": {"s": "s%d", "i": %d, "f": %d.5, "t": %d, "l": [%d],\
                 "st": ["%d"], "m": {"a": %d}, "d": {"n": %d}}}]}\
                """
                    .formatted(n, n % 3, n, n, n * 86_400_000_000L, n % 2, n % 4, n % 5, n % 6))
            .collect(Collectors.joining("\n"));
    Answer answer =
        rest.send(
            "POST",
            "/v1/spaces/search_it/batch",
            batch.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-ndjson");
    assertThat(answer.is(200).lines()).allMatch(line -> line.get("status").asInt() == 201);
  }

  @Test
  void aSearchIsStreamedLineByLineAndTellsItsEnd() {
    for (String accept : new String[] {"*/*", "application/x-ndjson", "application/json, */*"}) {
      Answer answer = rest.post(SEARCH, "{\"where\": {\"s\": \"s1\"}}", "Accept", accept).is(200);
      assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
      List<JsonNode> lines = answer.lines();
      assertThat(lines).hasSize(OBJECTS / 3 + 1);
      JsonNode end = lines.getLast().get("$end");
      assertThat(end.get("count").asInt()).isEqualTo(OBJECTS / 3);
      assertThat(end.get("complete").asBoolean()).isTrue();
      assertThat(lines.subList(0, OBJECTS / 3))
          .allMatch(line -> line.get("s").asString().equals("s1"))
          .extracting(line -> line.get("k").asInt())
          .doesNotHaveDuplicates();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"application/json", "application/json;q=0.5", "application/json; charset=utf-8"})
  void aSearchIsOnePieceForWhoAcceptsOnlyJson(String accept) {
    Answer answer = rest.post(SEARCH, "{\"where\": {\"s\": \"s1\"}}", "Accept", accept).is(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().get("count").asInt()).isEqualTo(OBJECTS / 3);
    assertThat(answer.json().get("objects")).hasSize(OBJECTS / 3);
    JsonNode first = answer.json().get("objects").get(0);
    assertThat(first).isEqualTo(rest.get("/v1/spaces/search_it/objects/" + first.get("k")).json());
  }

  @Test
  void aSearchForAnAcceptTypeItHasNotIsRefused() {
    rest.post(SEARCH, "{}", "Accept", "text/html").isProblem(406, "not-acceptable");
    rest.post(SEARCH, "{}", "Accept", "nonsense").isProblem(406, "not-acceptable");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | 60",
        "{\"k\": 7} | 1",
        "{\"k\": {\"ge\": 10, \"lt\": 20}} | 10",
        "{\"k\": 1000} | 0",
        "{\"s\": \"s2\"} | 20",
        "{\"s\": {\"gt\": \"s0\"}} | 40",
        "{\"s\": {\"le\": \"s0\"}} | 20",
        "{\"i\": {\"gt\": 57}} | 2",
        "{\"i\": {\"ge\": 57, \"le\": 57}} | 1",
        "{\"i\": {\"gt\": 5, \"lt\": 5}} | 0",
        "{\"i\": 5, \"s\": \"s0\"} | 0",
        "{\"i\": 5, \"s\": \"s2\"} | 1",
        "{\"f\": 3.5} | 1",
        "{\"f\": {\"lt\": 2}} | 2",
        "{\"f\": {\"lt\": {\"$float\": \"Infinity\"}}} | 60",
        "{\"t\": \"1970-01-02T00:00:00Z\"} | 1",
        "{\"t\": {\"lt\": \"1970-02-01T00:00:00Z\"}} | 31",
        "{\"l\": {\"eq\": [1]}} | 30",
        "{\"st\": [\"3\"]} | 15",
        "{\"m\": {\"eq\": {\"a\": 4}}} | 12",
        "{\"d\": {\"eq\": {\"n\": 5}}} | 10",
        "{\"k\": {\"in\": [1, 2, 2, 99]}} | 2",
        "{\"s\": {\"in\": [\"s0\", \"s2\"]}} | 40",
        "{\"s\": {\"in\": []}} | 0",
        "{\"l\": {\"in\": [[1], [2]]}} | 30",
        "{\"s\": {\"prefix\": \"s\"}} | 60",
        "{\"s\": {\"prefix\": \"s1\"}} | 20",
        "{\"s\": {\"regex\": \"[12]$\"}} | 40",
        "{\"s\": {\"length_eq\": 2}} | 60",
        "{\"l\": {\"contains\": 1}} | 30",
        "{\"st\": {\"contains\": \"3\"}} | 15",
        "{\"m\": {\"contains\": \"a\"}} | 60",
        "{\"l\": {\"length_le\": 0}} | 0",
        "{\"m\": {\"length_ge\": 1}} | 60",
        "{\"d.n\": 5} | 10",
        "{\"d.n\": {\"lt\": 2}} | 20",
        "{\"d.n\": {\"in\": [0, 1, \"x\"]}} | 20",
        "{\"d.z\": 5} | 0",
        "{\"d\": {\"contains\": \"n\"}} | 60",
        "{\"$or\": [{\"k\": 1}, {\"i\": {\"lt\": 5}}]} | 5",
        "{\"$or\": [{\"s\": \"s0\"}, {\"s\": \"s1\"}], \"i\": {\"lt\": 30}} | 20",
        "{\"$or\": [{\"k\": 1}, {\"$or\": [{\"k\": 2}, {\"k\": 1}]}]} | 2",
        "{\"$and\": [{\"l\": {\"contains\": 1}}, {\"l\": {\"contains\": 0}}]} | 0"
      })
  void everyOperatorFindsAndCountsWhatItDescribes(String where, int count) {
    String body = "{\"where\": %s}".formatted(where);
    assertThat(rest.post(COUNT, body).is(200).json().get("count").asInt()).isEqualTo(count);
    JsonNode found = rest.post(SEARCH, body, "Accept", "application/json").is(200).json();
    assertThat(found.get("count").asInt()).isEqualTo(count);
    assertThat(found.get("objects")).hasSize(count);
    rest.post("/v1/spaces/search_it/describe", body).is(200);
  }

  @Test
  void onlyTheAttributesAskedForAreAnswered() {
    Answer answer =
        rest.post(SEARCH, "{\"where\": {\"k\": 7}, \"attributes\": [\"f\", \"s\"]}").is(200);
    assertThat(answer.text().lines().findFirst().orElseThrow())
        .isEqualTo("{\"k\":7,\"s\":\"s1\",\"f\":7.5}");
    JsonNode problem =
        rest.post(SEARCH, "{\"attributes\": [\"g\"]}").isProblem(400, "unknown-attribute");
    assertThat(problem.get("attribute").asString()).isEqualTo("g");
    rest.get("/v1/spaces/search_it/objects/7?attributes=g").isProblem(400, "unknown-attribute");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "59, 59", "60, 60", "61, 60", "9223372036854775807, 60"})
  void noMoreThanTheLimitIsAnswered(String limit, int count) {
    String body = "{\"limit\": %s}".formatted(limit);
    Answer lines = rest.post(SEARCH, body).is(200);
    assertThat(lines.lines()).hasSize(count + 1);
    Answer piece = rest.post(SEARCH, body, "Accept", "application/json").is(200);
    assertThat(piece.json().get("objects")).hasSize(count);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1.5", "\"1\"", "null", "9223372036854775808", "[1]"})
  void aLimitThatIsNoCountIsRefused(String limit) {
    rest.post(SEARCH, "{\"limit\": %s}".formatted(limit)).isProblem(400, "malformed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"s\"", "{}", "[1]", "[null]", "null"})
  void attributesThatAreNoNamesAreRefused(String attributes) {
    rest.post(SEARCH, "{\"attributes\": %s}".formatted(attributes)).isProblem(400, "malformed");
  }
}
