package org.hyperdex.gateway.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Spaces: made, listed, shown, renamed, removed. */
@GatewayTest
class SpacesIT {
  private static final String PHONEBOOK =
      """
      space %s  # people we know
      key username
      attributes first, last, int phone, map(string, float) ratings, timestamp(week) seen
      subspace first, last, phone
      subspace seen
      index ratings
      tolerate 1 failures
      create 4 partitions
      """;

  private final Rest rest;

  SpacesIT(Rest rest) {
    this.rest = rest;
  }

  private Answer add(String name) {
    return rest.postText("/v1/spaces", PHONEBOOK.formatted(name));
  }

  @Test
  void aSpaceIsShownAsItWasDescribed() {
    Answer added = add("shown").is(201);
    assertThat(added.header("Location")).isEqualTo("/v1/spaces/shown");
    JsonNode space = rest.get("/v1/spaces/shown").is(200).json();
    assertThat(space).isEqualTo(added.json());
    assertThat(space.get("name").asString()).isEqualTo("shown");
    assertThat(space.get("key").toString())
        .isEqualTo("{\"name\":\"username\",\"type\":\"string\"}");
    assertThat(space.get("attributes").toString())
        .isEqualTo(
            """
            [{"name":"first","type":"string"},{"name":"last","type":"string"},\
            {"name":"phone","type":"int"},{"name":"ratings","type":"map(string, float)"},\
            {"name":"seen","type":"timestamp(week)"}]\
            """);
    assertThat(space.get("faultTolerance").asInt()).isEqualTo(1);
    assertThat(space.get("partitions").asInt()).isEqualTo(4);
    assertThat(space.get("subspaces")).hasSize(3);
    assertThat(space.at("/subspaces/0/attributes").toString()).isEqualTo("[\"username\"]");
    assertThat(space.at("/subspaces/0/regions").asInt()).isEqualTo(4);
    assertThat(space.at("/subspaces/1/attributes").toString())
        .isEqualTo("[\"first\",\"last\",\"phone\"]");
    assertThat(space.at("/subspaces/1/regions").asInt()).isBetween(4, 8);
    assertThat(space.at("/subspaces/2/attributes").toString()).isEqualTo("[\"seen\"]");
    assertThat(space.get("description").asString()).contains("space shown");
    rest.postText("/v1/spaces:validate", space.get("description").asString()).is(200);
    JsonNode indices = rest.get("/v1/spaces/shown/indices").is(200).json().get("indices");
    assertThat(indices).isEqualTo(space.get("indices"));
    assertThat(indices.valueStream().map(index -> index.get("attribute").asString()))
        .containsExactlyInAnyOrder("first", "last", "phone", "seen", "ratings");
    assertThat(rest.get("/v1/spaces").is(200).json().get("spaces").valueStream()).contains(space);
  }

  @Test
  void aSpaceServesAtOnce() {
    add("at_once").is(201);
    rest.put(Rest.object("at_once", "a"), "{}").is(201);
    assertThat(rest.post("/v1/spaces/at_once/count", "{}").json().get("count").asInt())
        .isEqualTo(1);
  }

  @Test
  void aNameIsTakenOnce() {
    add("taken").is(201);
    JsonNode before = rest.get("/v1/spaces").json();
    add("taken").isRefusedWrite(409, "duplicate");
    assertThat(rest.get("/v1/spaces").json()).isEqualTo(before);
  }

  @Test
  void theAttributesOfASpaceStayWhatTheyAre() {
    add("stays").is(201);
    rest.put(Rest.object("stays", "a"), "{\"first\": \"Ann\"}").is(201);
    JsonNode before = rest.get("/v1/spaces/stays").json();
    JsonNode refused =
        rest.postText("/v1/spaces", PHONEBOOK.formatted("stays").replace("int phone", "phone"))
            .isRefusedWrite(409, "duplicate");
    assertThat(refused.get("detail").asString())
        .contains("only the name, the indices and the failures to tolerate can be changed")
        .contains("add one of another name")
        .contains("or remove this one first");
    assertThat(add("stays").isRefusedWrite(409, "duplicate").get("detail").asString())
        .contains("of the same description");
    rest.patch("/v1/spaces/stays", "{\"attributes\": [{\"name\": \"a\", \"type\": \"int\"}]}")
        .isRefusedWrite(400, "malformed");
    assertThat(rest.get("/v1/spaces/stays").json()).isEqualTo(before);
    assertThat(rest.get(Rest.object("stays", "a")).json().get("first").asString()).isEqualTo("Ann");
  }

  @Test
  void aValidDescriptionIsSaidToBeValidAndNotMade() {
    Answer answer = rest.postText("/v1/spaces:validate", PHONEBOOK.formatted("validated")).is(200);
    assertThat(answer.json().get("valid").asBoolean()).isTrue();
    rest.get("/v1/spaces/validated").isProblem(404, "unknown-space");
  }

  @Test
  void aRenamedSpaceKeepsItsObjects() {
    add("old_name").is(201);
    String etag = rest.put(Rest.object("old_name", "a"), "{\"first\": \"Ann\"}").is(201).etag();
    Answer renamed = rest.patch("/v1/spaces/old_name", "{\"name\": \"new_name\"}").is(200);
    assertThat(renamed.json().get("name").asString()).isEqualTo("new_name");
    rest.get("/v1/spaces/old_name").isProblem(404, "unknown-space");
    rest.get(Rest.object("old_name", "a")).isProblem(404, "unknown-space");
    Answer kept = rest.get(Rest.object("new_name", "a")).is(200);
    assertThat(kept.json().get("first").asString()).isEqualTo("Ann");
    assertThat(kept.etag()).isEqualTo(etag);
  }

  @ParameterizedTest
  @ValueSource(strings = {"__x", "1x", "", "a b", "ä", "a-b", "x.y"})
  void aSpaceIsNotRenamedToWhatIsNoName(String name) {
    rest.delete("/v1/spaces/rename_bad");
    add("rename_bad").is(201);
    JsonNode before = rest.get("/v1/spaces").json();
    Answer answer = rest.patch("/v1/spaces/rename_bad", "{\"name\": \"%s\"}".formatted(name));
    assertThat(answer.status()).as(answer.toString()).isIn(400, 422);
    assertThat(answer.json().get("outcome").asString()).isEqualTo("NOT_APPLIED");
    assertThat(rest.get("/v1/spaces").json()).isEqualTo(before);
  }

  @Test
  void aSpaceIsNotRenamedOntoAnother() {
    add("rename_from").is(201);
    add("rename_onto").is(201);
    JsonNode before = rest.get("/v1/spaces").json();
    rest.patch("/v1/spaces/rename_from", "{\"name\": \"rename_onto\"}")
        .isRefusedWrite(409, "duplicate");
    rest.patch("/v1/spaces/no_such", "{\"name\": \"rename_free\"}")
        .isRefusedWrite(404, "unknown-space");
    rest.patch("/v1/spaces/rename_from", "{}").isRefusedWrite(400, "malformed");
    rest.patch("/v1/spaces/rename_from", "{\"name\": 1}").isRefusedWrite(400, "malformed");
    rest.patch("/v1/spaces/rename_from", "{\"name\": \"a\", \"x\": 1}")
        .isRefusedWrite(400, "malformed");
    assertThat(rest.get("/v1/spaces").json()).isEqualTo(before);
  }

  @Test
  void aRemovedSpaceIsGoneWithItsObjects() {
    add("removed").is(201);
    rest.put(Rest.object("removed", "a"), "{}").is(201);
    rest.delete("/v1/spaces/removed").is(204);
    rest.delete("/v1/spaces/removed").isRefusedWrite(404, "unknown-space");
    rest.get("/v1/spaces/removed").isProblem(404, "unknown-space");
    rest.get(Rest.object("removed", "a")).isProblem(404, "unknown-space");
    add("removed").is(201);
    rest.get(Rest.object("removed", "a")).isProblem(404, "unknown-object");
    assertThat(rest.post("/v1/spaces/removed/count", "{}").json().get("count").asInt()).isZero();
  }
}
