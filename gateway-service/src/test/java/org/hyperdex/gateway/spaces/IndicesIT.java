package org.hyperdex.gateway.spaces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Indices: added, built, listed, used, removed; what makes no sense is said precisely. */
@GatewayTest
class IndicesIT {
  private static final int OBJECTS = 2_000;

  private final Rest rest;

  IndicesIT(Rest rest) {
    this.rest = rest;
  }

  private void addSpace(String name) {
    rest.postText(
            "/v1/spaces",
            "space %s key k attributes city, int size, document doc subspace size create 1 partitions tolerate 0 failures"
                .formatted(name))
        .is(201);
  }

  private Answer add(String space, String attribute) {
    return rest.post(
        "/v1/spaces/%s/indices".formatted(space), "{\"attribute\": \"%s\"}".formatted(attribute));
  }

  private JsonNode describe(String space) {
    return rest.post(
            "/v1/spaces/%s/describe".formatted(space), "{\"where\": {\"city\": \"city7\"}}")
        .is(200)
        .json()
        .at("/regions/0");
  }

  @Test
  void anIndexIsBuiltAndUsedAndRemoved() {
    addSpace("indexed");
    for (int i = 0; i < OBJECTS; i++) {
      rest.put(
              "/v1/spaces/indexed/objects/k" + i,
              "{\"city\": \"city%d\", \"size\": %d}".formatted(i % 500, i))
          .is(201);
    }
    JsonNode scanned = describe("indexed");
    assertThat(scanned.at("/plan/kind").asString()).isEqualTo("scan");
    assertThat(scanned.get("rowsRead").asInt()).isEqualTo(OBJECTS);

    Answer added = add("indexed", "city").is(201);
    String address = added.header("Location");
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            assertThat(rest.get(address).is(200).json().get("state").asString())
                .isEqualTo("READY"));
    JsonNode picked = describe("indexed");
    assertThat(picked.at("/plan/kind").asString()).isEqualTo("index");
    assertThat(picked.get("rowsRead").asInt()).isEqualTo(OBJECTS / 500);
    assertThat(picked.get("rowsMatching").asInt()).isEqualTo(OBJECTS / 500);
    assertThat(rest.get("/v1/spaces/indexed/indices").is(200).json().get("indices")).hasSize(2);

    rest.delete(address).is(204);
    rest.get(address).is(404);
    assertThat(describe("indexed").at("/plan/kind").asString()).isEqualTo("scan");
  }

  @Test
  void prefixesAndWholeContainersLeadToTheirIndices() {
    rest.addSpace(
        "space led key k attributes city, set(string) tags, map(string, int) counts"
            + " index city index tags index counts create 1 partitions tolerate 0 failures");
    for (int i = 0; i < OBJECTS / 2; i++) {
      String some = "x%04d".formatted(i / 2);
      rest.put(
              "/v1/spaces/led/objects/k" + i,
              "{\"city\": \"%1$s\", \"tags\": [\"%1$s\", \"all\"], \"counts\": {\"%1$s\": 1}}"
                  .formatted(some))
          .is(201);
    }
    leads("{\"city\": {\"prefix\": \"x000\"}}", "city", 20);
    leads("{\"tags\": [\"all\", \"x0007\"]}", "tags", 2);
    leads("{\"counts\": {\"eq\": {\"x0007\": 1}}}", "counts", 2);
  }

  private void leads(String where, String attribute, int matches) {
    JsonNode described =
        rest.post("/v1/spaces/led/describe", "{\"where\": %s}".formatted(where))
            .is(200)
            .json()
            .at("/regions/0");
    long id =
        rest.get("/v1/spaces/led/indices")
            .is(200)
            .json()
            .get("indices")
            .valueStream()
            .filter(index -> index.get("attribute").asString().equals(attribute))
            .findFirst()
            .orElseThrow()
            .get("id")
            .asLong();
    assertThat(described.at("/plan/kind").asString()).as(where).isEqualTo("index");
    assertThat(described.at("/plan/text").asString()).as(where).contains("of index " + id);
    assertThat(described.get("rowsRead").asInt()).as(where).isEqualTo(matches);
    assertThat(described.get("rowsMatching").asInt()).as(where).isEqualTo(matches);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          nothing | 400 | unknown-attribute | has no attribute "nothing"
          k       | 400 | malformed         | is the key, which needs no index
          doc     | 400 | malformed         | name a path in it
          city.a  | 400 | malformed         | not a document
          doc..a  | 400 | malformed         | a name is empty
          size    | 409 | duplicate         | has an index already
          """)
  void whatCannotBeIndexedIsSaid(String attribute, int status, String reason, String detail) {
    String space = "unindexed_" + attribute.replace('.', '_');
    addSpace(space);
    JsonNode problem = add(space, attribute).is(status).json();
    assertThat(problem.get("type").asString()).isEqualTo("urn:hyperdex:problem:" + reason);
    assertThat(problem.get("detail").asString()).contains(detail);
  }

  @Test
  void theDescriptionOfASpaceHasTheIndicesOfNow() {
    addSpace("described");
    String city = add("described", "city").is(201).header("Location");
    add("described", "doc.a").is(201);
    String with = description("described");
    assertThat(with).contains("\nindex city\n").doesNotContain("doc.a", "index size");
    rest.patch("/v1/spaces/described", "{\"name\": \"described_anew\"}").is(200);
    assertThat(description("described_anew")).contains("\nindex city\n");
    rest.patch("/v1/spaces/described_anew", "{\"name\": \"described\"}").is(200);

    rest.delete(city).is(204);
    assertThat(description("described")).isEqualTo(with.replace("\nindex city", ""));
  }

  private String description(String space) {
    return rest.get("/v1/spaces/" + space).is(200).json().get("description").asString();
  }

  @Test
  void whatIsNotThereIsSaid() {
    addSpace("bare");
    add("nowhere", "city").is(404);
    rest.delete("/v1/spaces/bare/indices/77777").is(404);
    rest.get("/v1/spaces/bare/indices/77777").is(404);
    long ofSize = rest.get("/v1/spaces/bare/indices").is(200).json().at("/indices/0/id").asLong();
    JsonNode refused = rest.delete("/v1/spaces/bare/indices/" + ofSize).is(409).json();
    assertThat(refused.get("detail").asString()).contains("spans a subspace");
  }
}
