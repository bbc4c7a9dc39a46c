package org.hyperdex.gateway.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A space over HTTP, for tests that have to do with many of its objects at once. */
public record RestSpace(Rest rest, String name) {
  /** The path of what can be asked of the space, for example {@code search}. */
  public String path(String call) {
    return "/v1/spaces/" + name + "/" + call;
  }

  /** The answers to a batch of those lines, one for each. */
  public List<JsonNode> batch(List<String> lines) {
    List<JsonNode> answers =
        rest.send(
                "POST",
                path("batch"),
                String.join("\n", lines).getBytes(StandardCharsets.UTF_8),
                "Content-Type",
                "application/x-ndjson")
            .is(200)
            .lines();
    assertThat(answers).hasSize(lines.size());
    return answers;
  }

  /** Carries out a batch of lines each of which makes an object. */
  public void make(List<String> lines) {
    List<JsonNode> answers = batch(lines);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(answers.get(i).path("status").asInt())
          .as("%s: %s", lines.get(i), answers.get(i))
          .isEqualTo(201);
    }
  }

  /** All objects that {@code where} is true of, by the JSON text of their keys. */
  public Map<String, JsonNode> objects(String where) {
    List<JsonNode> lines =
        rest.post(path("search"), "{\"where\": %s}".formatted(where)).is(200).lines();
    assertThat(lines.getLast().path("$end").path("complete").asBoolean()).isTrue();
    Map<String, JsonNode> objects = new LinkedHashMap<>();
    for (JsonNode object : lines.subList(0, lines.size() - 1)) {
      assertThat(objects.put(object.get("k").toString(), object)).isNull();
    }
    return objects;
  }

  /** How many objects {@code where} is true of. */
  public int count(String where) {
    return rest.post(path("count"), "{\"where\": %s}".formatted(where))
        .is(200)
        .json()
        .get("count")
        .asInt();
  }

  /** Removes all objects; there must be so many. */
  public void clear(int objects) {
    JsonNode answer = rest.post(path("delete"), "{\"where\": {}}").is(200).json();
    assertThat(answer.path("matched").asInt()).isEqualTo(objects);
    assertThat(answer.path("changed").asInt()).isEqualTo(objects);
    assertThat(count("{}")).isZero();
  }
}
