package org.hyperdex.gateway.problems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.RawHttp;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, methods and requests that do not exist or make no sense. */
@GatewayTest
class AddressesIT {
  private final Rest rest;
  private final RawHttp raw;

  AddressesIT(Rest rest) {
    this.rest = rest;
    this.raw = new RawHttp(rest.port());
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace("space addresses_it key k attributes int a create 2 partitions");
    rest.put(Rest.object("addresses_it", "o"), "{\"a\": 1}").is(201);
  }

  @Test
  void anUnknownSpaceIsNamed() {
    String body = "{\"ops\": [{\"put\": {\"a\": 1}}]}";
    String object = "/v1/spaces/nowhere/objects/o";
    for (Answer write :
        new Answer[] {
          rest.put(object, "{\"a\": 1}"),
          rest.post(object, body),
          rest.delete(object),
          rest.delete("/v1/spaces/nowhere"),
          rest.patch("/v1/spaces/nowhere", "{\"name\": \"x\"}")
        }) {
      assertThat(write.isRefusedWrite(404, "unknown-space").get("detail").asString())
          .contains("nowhere");
    }
    rest.get(object).isProblem(404, "unknown-space");
    rest.get("/v1/spaces/nowhere").isProblem(404, "unknown-space");
    rest.get("/v1/spaces/nowhere/indices").isProblem(404, "unknown-space");
    for (String call : new String[] {"search", "count", "describe"}) {
      rest.post("/v1/spaces/nowhere/" + call, "{}").isProblem(404, "unknown-space");
    }
  }

  @Test
  void anUnknownObjectIsNotFound() {
    String path = Rest.object("addresses_it", "nobody");
    rest.get(path).isProblem(404, "unknown-object");
    rest.delete(path).isRefusedWrite(404, "unknown-object");
    rest.post(path, "{\"ops\": [{\"put\": {\"a\": 1}}]}").isRefusedWrite(404, "unknown-object");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/v1",
        "/v2/spaces",
        "/v1/space",
        "/v1/spaces/",
        "/v1/spaces/addresses_it/object/o",
        "/v1/spaces/addresses_it/objects",
        "/v1/spaces/addresses_it/objects/a/b",
        "/index.html",
        "/v1/cluster/",
        "/v1/clusters",
        "/actuator/health",
        "/error",
        "/favicon.ico",
        "/v1/spaces/addresses_it/objects/a/../o",
        "/v1//spaces",
        "/v1/spaces/%F0%9F%98%80/x"
      })
  void anUnknownAddressIsNotFound(String path) {
    for (String method : new String[] {"GET", "PUT", "POST", "DELETE", "PATCH"}) {
      Answer answer = rest.send(method, path, new byte[0]);
      assertThat(answer.status()).as("%s %s: %s", method, path, answer).isIn(404, 405);
      answer.isProblem(
          answer.status(), answer.status() == 404 ? "unknown-resource" : "method-not-allowed");
    }
    rest.get(path).isProblem(404, "unknown-resource");
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /v1/spaces/addresses_it/objects/o",
    "PUT, /v1/spaces",
    "DELETE, /v1/spaces",
    "PATCH, /v1/spaces",
    "PUT, /v1/spaces/addresses_it",
    "POST, /v1/spaces/addresses_it",
    "GET, /v1/spaces/addresses_it/search",
    "PUT, /v1/spaces/addresses_it/count",
    "DELETE, /v1/spaces/addresses_it/describe",
    "GET, /v1/spaces/addresses_it/batch",
    "PUT, /v1/spaces:validate",
    "POST, /v1/cluster",
    "DELETE, /v1/cluster",
    "POST, /v1/cluster/servers",
    "GET, /v1/cluster/servers/1/kill",
    "POST, /v1/cluster/stable",
    "POST, /v1/openapi.json"
  })
  void aMethodThatDoesNotFitIsRefusedWithThoseThatDo(String method, String path) {
    Answer answer = rest.send(method, path, new byte[0]);
    answer.isProblem(405, "method-not-allowed");
    assertThat(answer.header("Allow")).isNotBlank().doesNotContain(method);
    assertThat(rest.get(Rest.object("addresses_it", "o")).json().get("a").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/spaces/addresses_it/objects/%zz HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/% HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/%00 HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/%ff%fe HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/%c0%80 HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/%ed%a0%80 HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/\u00e9 HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/a b HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/<o> HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/o?attributes=%zz HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/o?key-encoding=%ff HTTP/1.1",
        "GET /v1/spaces/addresses_it/objects/o?attributes=%ff HTTP/1.1",
        "GET /v1/spaces/%00 HTTP/1.1",
        "GET /../../etc/passwd HTTP/1.1",
        "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
        "GET v1/spaces HTTP/1.1",
        "GET /v1/spaces HTTP/3.0",
        "TRACE /v1/spaces HTTP/1.1",
        "NONSENSE /v1/spaces HTTP/1.1"
      })
  void aRequestThatMakesNoSenseIsTheCallersFault(String requestLine) {
    RawHttp.Reply reply = raw.send(requestLine + "\r\nHost: x\r\nConnection: close\r\n\r\n");
    assertThat(reply.status()).as(reply.toString()).isBetween(400, 599).isNotEqualTo(500);
    if (!reply.body().isEmpty()) {
      assertThat(reply.head().toLowerCase(Locale.ROOT))
          .contains("content-type: application/problem+json");
      assertThat(reply.body()).contains("\"type\":\"urn:hyperdex:problem:");
    }
  }

  @Test
  void aMethodOfControlCharactersIsRefused() {
    RawHttp.Reply reply = raw.send("G\u0001T /v1/spaces HTTP/1.1\r\nHost: x\r\n\r\n");
    // The line is not understood, so neither is that the caller speaks HTTP/1.1.
    assertThat(reply.head() + reply.body()).contains("\"status\":400");
  }

  @Test
  void aHeaderOfMegabytesIsRefused() {
    RawHttp.Reply reply =
        raw.send(
            "GET /v1/spaces/addresses_it/objects/"
                + "k".repeat(1 << 20)
                + " HTTP/1.1\r\nHost: x\r\n\r\n");
    assertThat(reply.status()).isBetween(400, 499);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: -1", "Content-Length: x", "Transfer-Encoding: nonsense"})
  void aBodyWithoutAKnowableEndIsRefused(String header) {
    RawHttp.Reply reply = rawPut(header, "{\"a\": 2}");
    assertThat(reply.status()).as(reply.toString()).isIn(400, 501);
    assertThat(rest.get(Rest.object("addresses_it", "o")).json().get("a").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Length: 100, '{\"a\": 2}'",
    "Transfer-Encoding: chunked, '8\r\n{\"a\": 2}\r\n'"
  })
  void aBodyThatBreaksOffIsNotCarriedOut(String header, String body) {
    assertThat(rawPut(header, body).status()).isNotIn(200, 201, 500);
    assertThat(rest.get(Rest.object("addresses_it", "o")).json().get("a").asInt()).isEqualTo(1);
  }

  private RawHttp.Reply rawPut(String header, String body) {
    return raw.send(
        String.join(
            "\r\n",
            "PUT /v1/spaces/addresses_it/objects/o HTTP/1.1",
            "Host: x",
            "Content-Type: application/json",
            "Connection: close",
            header,
            "",
            body));
  }
}
