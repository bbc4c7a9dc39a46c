package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Values that do not fit their attributes change nothing, and the answer says what would fit. */
@GatewayTest
class WrongTypesIT {
  private static final String SPACE = "wrong_types_it";
  private static final String PATH = Rest.object(SPACE, "o");

  private final Rest rest;
  private Answer before;

  WrongTypesIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void fill() {
    rest.addSpace(
        "space "
            + SPACE
            + """
             key k
            attributes string s, int i, float f, timestamp(second) t, list(int) li, list(string) ls,
                list(float) lf, set(string) ss, set(int) si, set(float) sf, map(string, int) msi,
                map(int, string) mis, map(float, float) mff, document d
            subspace s, i subspace f, t create 4 partitions
            """);
    rest.put(
            PATH,
            """
            {"s": "s", "i": 1, "f": 1.5, "t": 1, "li": [1], "ls": ["a"], "lf": [1.5], "ss": ["a"],
             "si": [1], "sf": [1.5], "msi": {"a": 1}, "mis": {"1": "a"}, "mff": {"1.5": 1},
             "d": {"a": 1}}
            """)
        .is(201);
    before = rest.get(PATH);
  }

  @AfterEach
  void nothingHasChanged() {
    rest.get(PATH).isUnchangedSince(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "s | 1",
        "s | true",
        "s | null",
        "s | []",
        "s | {}",
        "s | {\"$bytes\": 1}",
        "s | {\"$bytes\": \"not base64!\"}",
        "s | {\"$bytes\": \"YQ==\", \"more\": 1}",
        "i | \"1\"",
        "i | 1.5",
        "i | 1.0",
        "i | 1e2",
        "i | 9223372036854775808",
        "i | -9223372036854775809",
        "i | 123456789012345678901234567890123456789012345678901234567890",
        "i | false",
        "i | null",
        "i | [1]",
        "i | {\"a\": 1}",
        "f | \"1.5\"",
        "f | \"NaN\"",
        "f | {\"$float\": \"nan\"}",
        "f | {\"$float\": 1}",
        "f | 1e999",
        "f | true",
        "f | null",
        "f | [1.5]",
        "t | 1.5",
        "t | \"2026-01-01\"",
        "t | \"2026-13-01T00:00:00Z\"",
        "t | \"2026-01-01T00:00:00.0000001Z\"",
        "t | \"2026-01-01T00:00:00\"",
        "t | \"\"",
        "t | 9223372036854775808",
        "t | true",
        "t | null",
        "t | {}",
        "li | 1",
        "li | \"1\"",
        "li | {\"0\": 1}",
        "li | [1, \"2\"]",
        "li | [1, 2.5]",
        "li | [[1]]",
        "li | [null]",
        "li | null",
        "ls | \"a\"",
        "ls | [1]",
        "lf | [\"1.5\"]",
        "lf | [1e999]",
        "ss | \"a\"",
        "ss | {\"a\": 1}",
        "ss | [\"a\", 1]",
        "ss | [\"a\", \"b\", \"a\"]",
        "ss | null",
        "si | [1, 2, 1]",
        "si | [1, \"2\"]",
        "sf | [0.0, -0.0]",
        "sf | [{\"$float\": \"NaN\"}, {\"$float\": \"NaN\"}]",
        "msi | []",
        "msi | [[\"a\", 1]]",
        "msi | {\"a\": \"1\"}",
        "msi | {\"a\": 1.5}",
        "msi | {\"a\": null}",
        "msi | \"a\"",
        "msi | null",
        "msi | {\"$map\": [[\"a\", 1], [\"a\", 2]]}",
        "msi | {\"$map\": [[\"a\"]]}",
        "mis | {\"a\": \"a\"}",
        "mis | {\"1.5\": \"a\"}",
        "mis | {\"01\": \"a\"}",
        "mis | {\"1\": 1}",
        "mff | {\"x\": 1}",
        "mff | {\"1\": 1, \"1.0\": 2}",
        "mff | {\"1\": \"1\"}"
      })
  void aValueThatDoesNotFitIsRefused(String attribute, String value) {
    String one = "{\"%s\": %s}".formatted(attribute, value);
    String withOthers = "{\"s\": \"x\", \"d\": 5, \"%s\": %s}".formatted(attribute, value);
    requireExplained(attribute, rest.put(PATH, one));
    if (!attribute.equals("s")) {
      requireExplained(attribute, rest.put(PATH, withOthers));
    }
    requireExplained(attribute, rest.put(PATH, one, "If-Match", before.etag()));
    requireExplained(attribute, rest.post(PATH, "{\"ops\": [{\"put\": %s}]}".formatted(one)));
    rest.put(Rest.object(SPACE, "other"), one).is(400);
    rest.get(Rest.object(SPACE, "other")).isProblem(404, "unknown-object");
  }

  private static void requireExplained(String attribute, Answer answer) {
    answer.is(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    JsonNode problem = answer.json();
    assertThat(problem.get("type").asString())
        .isIn("urn:hyperdex:problem:wrong-type", "urn:hyperdex:problem:malformed");
    assertThat(problem.get("outcome").asString()).isEqualTo("NOT_APPLIED");
    assertThat(problem.get("attribute").asString()).startsWith(attribute);
    assertThat(problem.get("expected").asString()).isNotBlank();
    assertThat(problem.get("found").asString()).isNotBlank();
    assertThat(problem.get("detail").asString())
        .contains(problem.get("expected").asString(), problem.get("found").asString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "S", "s ", "x.a", "", "__proto__", "\\u0000", "\\ud83d\\ude00"})
  void anUnknownAttributeIsNamed(String attribute) {
    JsonNode problem =
        rest.put(PATH, "{\"s\": \"x\", \"%s\": 1}".formatted(attribute))
            .isRefusedWrite(400, "unknown-attribute");
    assertThat(problem.get("expected").asString()).contains("k, s, i, f, t, li");
    assertThat(problem.get("found").asString()).isNotBlank();
    assertThat(problem.has("attribute")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"d.", "d.a.b.", "d..a", "d[", "d.a[x]"})
  void aPathThatIsNoneIsNamed(String path) {
    JsonNode problem =
        rest.put(PATH, "{\"s\": \"x\", \"%s\": 1}".formatted(path))
            .isRefusedWrite(400, "malformed");
    assertThat(problem.get("attribute").asString()).isEqualTo(path);
    assertThat(problem.get("expected").asString()).contains("a path in a document");
  }

  @Test
  void aMemberGivenTwiceIsRefused() {
    rest.put(PATH, "{\"i\": 1, \"s\": \"x\", \"i\": 2}").isRefusedWrite(400, "malformed");
    rest.put(PATH, "{\"d\": {\"a\": 1, \"a\": 1}}").isRefusedWrite(400, "malformed");
    rest.put(PATH, "{\"msi\": {\"a\": 1, \"a\": 2}}").isRefusedWrite(400, "malformed");
  }

  @Test
  void searchesRefuseWhatDoesNotFitAsWell() {
    for (String call : new String[] {"search", "count", "describe"}) {
      String path = "/v1/spaces/" + SPACE + "/" + call;
      JsonNode wrong =
          rest.post(path, "{\"where\": {\"i\": {\"ge\": \"1\"}}}").isProblem(400, "wrong-type");
      assertThat(wrong.has("outcome")).isFalse();
      assertThat(wrong.get("attribute").asString()).isEqualTo("i");
      rest.post(path, "{\"where\": {\"x\": 1}}").isProblem(400, "unknown-attribute");
      rest.post(path, "{\"where\": {\"li\": {\"lt\": [1]}}}").isProblem(400, "wrong-type");
      rest.post(path, "{\"where\": {\"i\": {\"near\": 1}}}").isProblem(400, "malformed");
      rest.post(path, "{\"where\": []}").isProblem(400, "malformed");
      rest.post(path, "{\"were\": {}}").isProblem(400, "malformed");
      rest.post(path, "[]").isProblem(400, "malformed");
    }
  }
}
