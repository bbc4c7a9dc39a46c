package org.hyperdex.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.query.Operator;
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
            "get /v1/spaces/{space}/indices/{id}",
            "delete /v1/spaces/{space}/indices/{id}",
            "post /v1/spaces:validate",
            "get /v1/cluster",
            "patch /v1/cluster",
            "get /v1/cluster/servers",
            "post /v1/cluster/servers/{id}/{action}",
            "get /v1/cluster/stable",
            "get /v1/cluster/events");
  }

  @Test
  void bodiesAndAnswersOfObjectsAreDescribed() {
    JsonNode document = rest.get("/v1/openapi.json").is(200).json();
    JsonNode post = document.get("paths").get("/v1/spaces/{space}/objects/{key}").get("post");
    assertThat(post.at("/requestBody/content/application~1json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Change");
    assertThat(post.get("responses").propertyNames()).contains("200", "404", "409", "412", "413");
    assertThat(document.at("/components/schemas/Operation/properties").propertyNames())
        .containsAll(Stream.of(Function.values()).map(Function::operation).toList())
        .contains("del");
    assertThat(document.at("/components/schemas/Operators/properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Operator.values()).map(Operator::jsonName).toList());
  }

  @Test
  void whatIsReferredToIsThere() {
    JsonNode document = rest.get("/v1/openapi.json").is(200).json();
    List<JsonNode> references = document.findValues("$ref");
    assertThat(references).hasSizeGreaterThan(50);
    for (JsonNode reference : references) {
      assertThat(document.at(reference.asString().substring(1)).isMissingNode())
          .as(reference.asString())
          .isFalse();
    }
  }
}
