package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Objects that have a key and nothing else. */
@GatewayTest
class KeysOnlyIT {
  private final Rest rest;

  KeysOnlyIT(Rest rest) {
    this.rest = rest;
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace("space keys_only key int k");
  }

  private long count(String where) {
    return rest.post("/v1/spaces/keys_only/count", "{\"where\": %s}".formatted(where))
        .is(200)
        .json()
        .get("count")
        .asLong();
  }

  @Test
  void theyArePutFoundCountedAndRemoved() {
    for (int k = 0; k < 50; k++) {
      rest.put(Rest.object("keys_only", "" + k), "{}").is(201);
    }
    Answer again = rest.put(Rest.object("keys_only", "7"), "{}").is(200);
    Answer got = rest.get(Rest.object("keys_only", "7")).is(200);
    assertThat(got.text()).isEqualTo("{\"k\":7}");
    assertThat(got.etag()).isEqualTo(again.etag());
    rest.put(Rest.object("keys_only", "7"), "{\"a\": 1}").isRefusedWrite(400, "unknown-attribute");

    assertThat(count("{}")).isEqualTo(50);
    assertThat(count("{\"k\": {\"ge\": 10, \"lt\": 20}}")).isEqualTo(10);
    JsonNode found =
        rest.post(
                "/v1/spaces/keys_only/search",
                "{\"where\": {\"k\": {\"in\": [3, 7, 77]}}}",
                "Accept",
                "application/json")
            .is(200)
            .json()
            .get("objects");
    assertThat(found.valueStream().map(object -> object.get("k").asInt()))
        .containsExactlyInAnyOrder(3, 7);

    rest.delete(Rest.object("keys_only", "7")).is(204);
    rest.delete(Rest.object("keys_only", "7")).isRefusedWrite(404, "unknown-object");
    rest.get(Rest.object("keys_only", "7")).isProblem(404, "unknown-object");
    assertThat(count("{\"k\": {\"ge\": 0}}")).isEqualTo(49);
  }
}
