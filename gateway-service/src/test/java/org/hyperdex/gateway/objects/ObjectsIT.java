package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One object: got, put, operated on and deleted, with and without preconditions. */
@GatewayTest
class ObjectsIT {
  private static final String SPACE = "objects_it";

  private final Rest rest;

  ObjectsIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        "space "
            + SPACE
            + """
             key string name
            attributes string first, int age, float score, timestamp(day) born, list(int) marks,
                set(string) tags, map(string, int) counts, document extra
            subspace first, age
            create 4 partitions
            tolerate 1 failures
            """);
  }

  private static String path(String key) {
    return Rest.object(SPACE, key);
  }

  @Test
  void aPutObjectIsGotAsItWasPut() {
    String object =
        """
        {"name": "all types", "first": "Zoë", "age": -9223372036854775808, "score": 0.1,
         "born": "2001-02-03T04:05:06.000007Z", "marks": [3, 1, 3], "tags": ["a", "b"],
         "counts": {"x": 1, "y": -1}, "extra": {"a": [1, 2.5, "t", null, true, {}]}}
        """;
    Answer put = rest.put(path("all types"), object).is(201);
    Answer got = rest.get(path("all types")).is(200);
    assertThat(got.header("Content-Type")).startsWith("application/json");
    assertThat(got.json()).isEqualTo(new JsonMapper().readTree(object));
    assertThat(got.etag()).isNotEmpty().isEqualTo(put.etag());
    assertThat(put.etag()).isEqualTo("\"" + put.json().get("version").asString() + "\"");
  }

  @Test
  void whatWasNeverPutIsZero() {
    rest.put(path("zero"), "{}").is(201);
    JsonNode zero = rest.get(path("zero")).json();
    assertThat(zero.toString())
        .isEqualTo(
            """
            {"name":"zero","first":"","age":0,"score":0.0,"born":"1970-01-01T00:00:00.000000Z",\
            "marks":[],"tags":[],"counts":{},"extra":{}}\
            """);
  }

  @Test
  void aPutOfSomeAttributesKeepsTheOthersAndMakesANewVersion() {
    Answer created = rest.put(path("partial"), "{\"first\": \"Ann\", \"age\": 1}").is(201);
    Answer changed = rest.put(path("partial"), "{\"age\": 2}").is(200);
    assertThat(changed.etag()).isNotEqualTo(created.etag());
    JsonNode got = rest.get(path("partial")).json();
    assertThat(got.get("first").asString()).isEqualTo("Ann");
    assertThat(got.get("age").asInt()).isEqualTo(2);
  }

  @Test
  void onlyTheAttributesAskedForAreAnsweredAndAlwaysTheKey() {
    rest.put(path("projected"), "{\"first\": \"Ann\", \"age\": 1}").is(201);
    Answer got = rest.get(path("projected") + "?attributes=age,score").is(200);
    assertThat(got.text()).isEqualTo("{\"name\":\"projected\",\"age\":1,\"score\":0.0}");
    assertThat(got.etag()).isNotEmpty();
  }

  @Test
  void ifNoneMatchCreatesOnlyWhatIsMissing() {
    rest.put(path("new"), "{\"age\": 1}", "If-None-Match", "*").is(201);
    Answer before = rest.get(path("new"));
    rest.put(path("new"), "{\"age\": 2}", "If-None-Match", "*")
        .isRefusedWrite(412, "precondition-failed");
    assertUnchanged("new", before);
  }

  @Test
  void ifMatchWritesOnlyTheVersionThatWasRead() {
    String first = rest.put(path("matched"), "{\"age\": 1}").is(201).etag();
    String second = rest.put(path("matched"), "{\"age\": 2}", "If-Match", first).is(200).etag();
    Answer before = rest.get(path("matched"));
    assertThat(before.etag()).isEqualTo(second);
    rest.put(path("matched"), "{\"age\": 3}", "If-Match", first)
        .isRefusedWrite(412, "precondition-failed");
    rest.delete(path("matched"), "If-Match", first).isRefusedWrite(412, "precondition-failed");
    rest.post(path("matched"), "{\"ops\": [{\"put\": {\"age\": 3}}]}", "If-Match", first)
        .isRefusedWrite(412, "precondition-failed");
    assertUnchanged("matched", before);
    rest.delete(path("matched"), "If-Match", second).is(204);
    rest.get(path("matched")).isProblem(404, "unknown-object");
  }

  @Test
  void ifMatchNeedsAnObject() {
    String version = rest.put(path("gone"), "{}").is(201).etag();
    rest.delete(path("gone")).is(204);
    for (String match : new String[] {version, "*"}) {
      rest.put(path("gone"), "{\"age\": 1}", "If-Match", match)
          .isRefusedWrite(412, "precondition-failed");
      rest.delete(path("gone"), "If-Match", match).isRefusedWrite(412, "precondition-failed");
    }
    rest.get(path("gone")).isProblem(404, "unknown-object");
  }

  @Test
  void malformedPreconditionsAreRefused() {
    rest.put(path("precondition"), "{\"age\": 1}").is(201);
    Answer before = rest.get(path("precondition"));
    for (String match : new String[] {"1", "\"\"", "\"no version\"", "\"", "\"1", "W/\"1.1\""}) {
      rest.put(path("precondition"), "{\"age\": 2}", "If-Match", match)
          .isRefusedWrite(400, "malformed");
      rest.delete(path("precondition"), "If-Match", match).isRefusedWrite(400, "malformed");
    }
    rest.put(path("precondition"), "{\"age\": 2}", "If-None-Match", "\"1\"")
        .isRefusedWrite(400, "malformed");
    rest.put(path("precondition"), "{}", "If-None-Match", "*", "If-Match", "*")
        .isRefusedWrite(400, "malformed");
    rest.delete(path("precondition"), "If-None-Match", "*").isRefusedWrite(400, "malformed");
    assertUnchanged("precondition", before);
  }

  @Test
  void deletingTwiceFindsNothingTheSecondTime() {
    rest.put(path("twice"), "{}").is(201);
    Answer deleted = rest.delete(path("twice")).is(204);
    assertThat(deleted.text()).isEmpty();
    rest.delete(path("twice")).isRefusedWrite(404, "unknown-object");
    rest.put(path("twice"), "{}").is(201);
  }

  @Test
  void anObjectThatWasReadMayBePutBackAsItIs() {
    rest.put(path("back"), "{\"first\": \"Ann\", \"tags\": [\"x\"]}").is(201);
    Answer read = rest.get(path("back"));
    rest.put(path("back"), read.text(), "If-Match", read.etag()).is(200);
    assertThat(rest.get(path("back")).json()).isEqualTo(read.json());
  }

  @Test
  void anUnchangedObjectIsNotSentAgain() {
    String etag = rest.put(path("cached"), "{}").is(201).etag();
    Answer again = rest.get(path("cached"), "If-None-Match", etag).is(304);
    assertThat(again.text()).isEmpty();
    assertThat(again.etag()).isEqualTo(etag);
  }

  private void assertUnchanged(String key, Answer before) {
    rest.get(path(key)).isUnchangedSince(before);
  }
}
