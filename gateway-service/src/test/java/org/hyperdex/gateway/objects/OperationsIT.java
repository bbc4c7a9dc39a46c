package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Guarded operations on one object. */
@GatewayTest
class OperationsIT {
  private static final String SPACE = "operations_it";
  private static final String JOHN = Rest.object(SPACE, "john");
  private static final String NOBODY = Rest.object(SPACE, "nobody");

  private final Rest rest;

  OperationsIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        "space "
            + SPACE
            + """
             key name attributes string first, int age, float score, document extra
            subspace age create 4 partitions tolerate 1 failures
            """);
  }

  @BeforeEach
  void fill() {
    rest.put(JOHN, "{\"first\": \"John\", \"age\": 40, \"score\": 1.5, \"extra\": {\"a\": 1}}");
    rest.delete(NOBODY);
  }

  @Test
  void severalPutsAreOneWrite() {
    String before = rest.get(JOHN).etag();
    Answer done =
        rest.post(JOHN, "{\"ops\": [{\"put\": {\"age\": 1}}, {\"put\": {\"first\": \"J\"}}]}")
            .is(200);
    Answer after = rest.get(JOHN);
    assertThat(after.json().get("age").asInt()).isEqualTo(1);
    assertThat(after.json().get("first").asString()).isEqualTo("J");
    assertThat(after.etag()).isNotEqualTo(before).isEqualTo(done.etag());
    assertThat(after.etag()).isEqualTo("\"" + done.json().get("version").asString() + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"age\": 40}",
        "{\"age\": {\"eq\": 40}}",
        "{\"age\": {\"ge\": 40, \"le\": 40}, \"first\": {\"gt\": \"Jo\", \"lt\": \"Jz\"}}",
        "{\"score\": {\"gt\": 1.4999}}",
        "{\"name\": \"john\"}",
        "{\"extra\": {\"eq\": {\"a\": 1}}}",
        "{\"extra.a\": 1}",
        "{\"extra\": {\"contains\": \"a\"}}",
        "{\"age\": {\"in\": [39, 40]}}",
        "{\"first\": {\"prefix\": \"Jo\", \"regex\": \"h.$\", \"length_eq\": 4}}",
        "{\"$or\": [{\"age\": 1}, {\"age\": 40, \"first\": \"John\"}]}",
        "{}"
      })
  void whatItsGuardsAllowIsDone(String guards) {
    rest.post(JOHN, "{\"if\": %s, \"ops\": [{\"put\": {\"age\": 41}}]}".formatted(guards)).is(200);
    assertThat(rest.get(JOHN).json().get("age").asInt()).isEqualTo(41);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"age\": 41}",
        "{\"first\": \"John\", \"age\": {\"gt\": 40}}",
        "{\"age\": {\"in\": []}}",
        "{\"$or\": [{\"age\": 1}, {\"first\": \"Jim\"}]}",
        "{\"age\": {\"le\": 40, \"lt\": 40}}"
      })
  void aFailedGuardIsNamedAndChangesNothing(String guards) {
    Answer before = rest.get(JOHN);
    for (String operation : new String[] {"{\"put\": {\"age\": 9}}", "{\"del\": {}}"}) {
      JsonNode problem =
          rest.post(JOHN, "{\"if\": %s, \"ops\": [%s]}".formatted(guards, operation))
              .isRefusedWrite(409, "guard-failed");
      assertThat(problem.get("guard").asString()).isEqualTo("age");
    }
    rest.get(JOHN).isUnchangedSince(before);
  }

  @Test
  void operationsAreForObjectsThatExistUnlessToldToCreate() {
    String put = "{%s\"ops\": [{\"put\": {\"age\": 5}}]}";
    rest.post(NOBODY, put.formatted("")).isRefusedWrite(404, "unknown-object");
    rest.post(NOBODY, put.formatted("\"create\": false, ")).isRefusedWrite(404, "unknown-object");
    rest.get(NOBODY).isProblem(404, "unknown-object");
    String createIf = put.formatted("\"create\": true, \"if\": {\"age\": 4}, ");
    assertThat(rest.post(NOBODY, createIf).is(200).json().get("version").asString()).isNotEmpty();
    assertThat(rest.get(NOBODY).json().get("age").asInt()).isEqualTo(5);
    rest.post(NOBODY, createIf).isRefusedWrite(409, "guard-failed");
  }

  @Test
  void operationsApplyInOrderEachToWhatThoseBeforeHaveLeft() {
    rest.post(
            JOHN,
            """
            {"if": {"age": {"ge": 40}, "extra.a": 1},
             "ops": [{"atomic_add": {"age": 2, "score": 0.5}}, {"atomic_mul": {"age": 10}},
                     {"string_append": {"first": "ny"}}, {"put": {"extra.b.c": [1, 2]}},
                     {"list_rpush": {"extra.b.c": true}}, {"document_rename": {"extra.a": "b.d"}}]}
            """)
        .is(200);
    JsonNode john = rest.get(JOHN).json();
    assertThat(john.get("age").asInt()).isEqualTo(420);
    assertThat(john.get("score").asDouble()).isEqualTo(2.0);
    assertThat(john.get("first").asString()).isEqualTo("Johnny");
    assertThat(john.get("extra").toString()).isEqualTo("{\"b\":{\"c\":[1,2,true],\"d\":1}}");
  }

  @Test
  void oneThatCannotBeAppliedIsNamedAndNothingIsChanged() {
    Answer before = rest.get(JOHN);
    String[][] failures = {
      {"{\"atomic_add\": {\"age\": 9223372036854775807}}", "OVERFLOW", "atomic_add", "age"},
      {"{\"atomic_mod\": {\"age\": 0}}", "DIVISION_BY_ZERO", "atomic_mod", "age"},
      {"{\"document_unset\": {\"extra.z\": 0}}", "MISSING_PATH", "document_unset", "extra"},
      {"{\"list_lpop\": {\"extra.a\": 1}}", "WRONG_VALUE", "list_lpop", "extra"}
    };
    for (String[] failure : failures) {
      JsonNode problem =
          rest.post(JOHN, "{\"ops\": [{\"put\": {\"first\": \"x\"}}, %s]}".formatted(failure[0]))
              .isRefusedWrite(409, "function-failed");
      assertThat(problem.get("failure").asString()).isEqualTo(failure[1]);
      assertThat(problem.get("function").asString()).isEqualTo(failure[2]);
      assertThat(problem.get("attribute").asString()).isEqualTo(failure[3]);
    }
    rest.get(JOHN).isUnchangedSince(before);
  }

  @Test
  void preconditionsOfHeadersHoldForOperations() {
    String etag = rest.get(JOHN).etag();
    String add = "{\"create\": true, \"ops\": [{\"atomic_add\": {\"age\": 1}}]}";
    rest.post(JOHN, add, "If-None-Match", "*").isRefusedWrite(412, "precondition-failed");
    String next = rest.post(JOHN, add, "If-Match", etag).is(200).etag();
    rest.post(JOHN, add, "If-Match", etag).isRefusedWrite(412, "precondition-failed");
    rest.post(JOHN, add, "If-Match", "*").is(200);
    rest.post(NOBODY, add, "If-Match", next).isRefusedWrite(412, "precondition-failed");
    rest.post(NOBODY, add, "If-Match", "*").isRefusedWrite(412, "precondition-failed");
    rest.post(NOBODY, "{\"ops\": [{\"put\": {\"age\": 1}}]}", "If-Match", "*")
        .isRefusedWrite(412, "precondition-failed");
    rest.get(NOBODY).isProblem(404, "unknown-object");
    rest.post(NOBODY, add, "If-None-Match", "*").is(200);
    assertThat(rest.get(NOBODY).json().get("age").asInt()).isEqualTo(1);
  }

  @Test
  void whatHeadersAndBodyAskMustNotContradict() {
    for (String contradiction : new String[] {"\"if\": {\"age\": 1}, ", "\"create\": false, "}) {
      rest.post(
              NOBODY,
              "{%s\"ops\": [{\"put\": {\"age\": 1}}]}".formatted(contradiction),
              "If-None-Match",
              "*")
          .isRefusedWrite(400, "malformed");
    }
    rest.post(NOBODY, "{\"ops\": [{\"del\": {}}]}", "If-None-Match", "*")
        .isRefusedWrite(400, "malformed");
    rest.get(NOBODY).isProblem(404, "unknown-object");
  }

  @Test
  void anObjectThatWouldBeTooLargeIsRefused() {
    String half = "x".repeat(9 << 20);
    rest.put(JOHN, "{\"first\": \"%s\"}".formatted(half)).is(200);
    JsonNode problem =
        rest.post(JOHN, "{\"ops\": [{\"string_append\": {\"first\": \"%s\"}}]}".formatted(half))
            .isRefusedWrite(413, "too-large");
    assertThat(problem.get("attribute").asString()).isEqualTo("first");
  }

  @Test
  void aGuardedDeletionDeletes() {
    Answer removed = rest.post(JOHN, "{\"if\": {\"age\": 40}, \"ops\": [{\"del\": {}}]}").is(200);
    assertThat(removed.json().get("version").asString()).isNotBlank();
    rest.get(JOHN).isProblem(404, "unknown-object");
    rest.post(JOHN, "{\"ops\": [{\"del\": {}}]}").isRefusedWrite(404, "unknown-object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"ops\": []}",
        "{\"ops\": {\"put\": {\"age\": 1}}}",
        "{\"ops\": [\"put\"]}",
        "{\"ops\": [{}]}",
        "{\"ops\": [null]}",
        "{\"ops\": [{\"put\": {\"age\": 1}, \"del\": {}}]}",
        "{\"ops\": [{\"put\": {\"age\": 1}}, {\"del\": {}}]}",
        "{\"ops\": [{\"put\": [1]}]}",
        "{\"ops\": [{\"put\": null}]}",
        "{\"create\": \"yes\", \"ops\": [{\"put\": {\"age\": 1}}]}",
        "{\"create\": true, \"ops\": [{\"del\": {}}]}",
        "{\"if\": [], \"ops\": [{\"put\": {\"age\": 1}}]}",
        "{\"if\": {\"age\": {}}, \"ops\": [{\"put\": {\"age\": 1}}]}",
        "{\"if\": {\"age\": {\"equals\": 1}}, \"ops\": [{\"put\": {\"age\": 1}}]}",
        "{\"when\": {}, \"ops\": [{\"put\": {\"age\": 1}}]}",
        "[]",
        "7",
        "null"
      })
  void aMalformedOperationIsRefused(String body) {
    Answer before = rest.get(JOHN);
    rest.post(JOHN, body).isRefusedWrite(400, "malformed");
    rest.get(JOHN).isUnchangedSince(before);
  }

  @Test
  void anUnknownOperationIsRefused() {
    Answer before = rest.get(JOHN);
    JsonNode problem = rest.post(JOHN, "{\"ops\": [{\"explode\": {\"age\": 1}}]}").json();
    assertThat(problem.get("status").asInt()).isEqualTo(400);
    assertThat(problem.get("detail").asString()).contains("explode");
    rest.get(JOHN).isUnchangedSince(before);
  }

  @Test
  void guardsAndChangesAreCheckedAgainstTheSchemaBeforeAnythingHappens() {
    Answer before = rest.get(JOHN);
    rest.post(JOHN, "{\"if\": {\"agee\": 1}, \"ops\": [{\"put\": {\"age\": 1}}]}")
        .isRefusedWrite(400, "unknown-attribute");
    rest.post(JOHN, "{\"if\": {\"age\": \"1\"}, \"ops\": [{\"put\": {\"age\": 1}}]}")
        .isRefusedWrite(400, "wrong-type");
    rest.post(JOHN, "{\"if\": {\"age\": {\"contains\": 1}}, \"ops\": [{\"put\": {\"age\": 1}}]}")
        .isRefusedWrite(400, "wrong-type");
    rest.post(JOHN, "{\"ops\": [{\"put\": {\"first\": \"x\"}}, {\"put\": {\"agee\": 1}}]}")
        .isRefusedWrite(400, "unknown-attribute");
    rest.post(JOHN, "{\"ops\": [{\"put\": {\"first\": \"x\"}}, {\"put\": {\"age\": 1.5}}]}")
        .isRefusedWrite(400, "wrong-type");
    rest.get(JOHN).isUnchangedSince(before);
  }
}
