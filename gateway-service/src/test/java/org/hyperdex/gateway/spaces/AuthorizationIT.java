package org.hyperdex.gateway.spaces;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** There is no protection of objects, and nobody is left in the belief that there is. */
@GatewayTest
class AuthorizationIT {
  private final Rest rest;

  AuthorizationIT(Rest rest) {
    this.rest = rest;
  }

  @Test
  void aSpaceThatAsksForProtectionIsRefusedAndToldWhy() {
    JsonNode refused =
        rest.postText("/v1/spaces", "space protected key k attributes a with authorization")
            .isRefusedWrite(422, "invalid-space");
    assertThat(refused.get("rule").asString()).isEqualTo("authorization");
    assertThat(refused.get("detail").asString())
        .contains("every caller could read and write the space")
        .contains("leave it out");
    rest.get("/v1/spaces/protected").isProblem(404, "unknown-space");
  }

  @Test
  void anObjectTakesNoSecretAndHasNone() {
    rest.addSpace("space no_secrets key k attributes a");
    String object = Rest.object("no_secrets", "o");
    JsonNode refused =
        rest.put(object, "{\"a\": \"x\", \"__secret\": \"s\"}")
            .isRefusedWrite(400, "unknown-attribute");
    assertThat(refused.get("attribute").asString()).isEqualTo("__secret");
    rest.get(object).isProblem(404, "unknown-object");
    rest.put(object, "{\"a\": \"x\"}").is(201);
    rest.get(object + "?attributes=__secret").isProblem(400, "unknown-attribute");
    assertThat(rest.get(object).is(200).text()).isEqualTo("{\"k\":\"o\",\"a\":\"x\"}");
  }
}
