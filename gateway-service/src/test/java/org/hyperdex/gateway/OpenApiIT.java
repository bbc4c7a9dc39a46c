package org.hyperdex.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The API describes itself. */
@GatewayTest
class OpenApiIT {
  private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

  private final Rest rest;

  OpenApiIT(Rest rest) {
    this.rest = rest;
  }

  @Test
  void everyCallIsDescribed() {
    JsonNode document = rest.get("/v1/openapi.json").is(200).json();
    assertThat(document.get("openapi").asString()).startsWith("3.1");
    assertThat(document.at("/info/title").asString()).isEqualTo("HyperDex");
    assertThat(document.at("/info/version").asString()).isEqualTo("1");
    Set<String> calls = new TreeSet<>();
    document
        .get("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry((method, operation) -> {
              assertThat(METHODS).contains(method);
              assertThat(operation.get("responses").isEmpty()).isFalse();
              calls.add(method + " " + path);
            }));
    assertThat(calls)
        .contains(
            "get /v1/spaces/{space}/objects/{key}",
            "put /v1/spaces/{space}/objects/{key}",
            "post /v1/spaces/{space}/objects/{key}",
            "delete /v1/spaces/{space}/objects/{key}",
            "post /v1/spaces/{space}/search",
            "post /v1/spaces/{space}/count",
            "post /v1/spaces/{space}/describe",
            "post /v1/spaces/{space}/update",
            "post /v1/spaces/{space}/delete",
            "post /v1/spaces/{space}/batch",
            "get /v1/spaces",
            "post /v1/spaces",
            "get /v1/spaces/{space}",
            "delete /v1/spaces/{space}",
            "patch /v1/spaces/{space}",
            "get /v1/spaces/{space}/indices",
            "post /v1/spaces/{space}/indices",
            "delete /v1/spaces/{space}/indices/{id}",
            "post /v1/spaces:validate",
            "get /v1/cluster",
            "patch /v1/cluster",
            "get /v1/cluster/servers",
            "post /v1/cluster/servers/{id}/{action}",
            "get /v1/cluster/stable");
  }
}
