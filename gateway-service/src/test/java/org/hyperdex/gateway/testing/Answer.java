package org.hyperdex.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the gateway answered, and the assertions tests make about it. */
public record Answer(int status, HttpHeaders headers, String text) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /** The value of a header, or an empty text. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  public String etag() {
    return header("ETag");
  }

  /** The body, which must be JSON. */
  public JsonNode json() {
    return MAPPER.readTree(text);
  }

  /** The body's lines, each of which must be JSON. */
  public List<JsonNode> lines() {
    return text.lines().map(MAPPER::readTree).toList();
  }

  /** Asserts the status, telling the whole answer if it is another. */
  public Answer is(int expected) {
    assertThat(status).as(toString()).isEqualTo(expected);
    return this;
  }

  /** Asserts a problem document of {@code status} and type {@code urn:hyperdex:problem:type}. */
  public JsonNode isProblem(int expected, String type) {
    is(expected);
    assertThat(header("Content-Type")).startsWith("application/problem+json");
    JsonNode problem = json();
    assertThat(problem.path("type").asString()).isEqualTo("urn:hyperdex:problem:" + type);
    assertThat(problem.path("title").asString()).isNotBlank();
    assertThat(problem.path("status").asInt()).isEqualTo(expected);
    assertThat(problem.path("detail").asString()).isNotBlank();
    return problem;
  }

  /** The same of a write that had no effect. */
  public JsonNode isRefusedWrite(int expected, String type) {
    JsonNode problem = isProblem(expected, type);
    assertThat(problem.path("outcome").asString()).isEqualTo("NOT_APPLIED");
    return problem;
  }

  /**
   * Asserts that this is the answer to a GET of an object that has not changed since {@code
   * before}.
   */
  public void isUnchangedSince(Answer before) {
    assertThat(text).isEqualTo(before.text());
    assertThat(etag()).isEqualTo(before.etag());
    assertThat(status).isEqualTo(before.status());
  }

  @Override
  public String toString() {
    return status + " " + (text.length() > 2000 ? text.substring(0, 2000) + "..." : text);
  }
}
