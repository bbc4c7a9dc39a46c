package org.hyperdex.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Searches in order, page by page. */
@GatewayTest
class SortedSearchIT {
  private static final int OBJECTS = 500;
  private static final String SPACE = "/v1/spaces/sorted_it";
  private static final String SEARCH = SPACE + "/search";

  private record Item(int k, String s, int i, double f, long t) {}

  private final Rest rest;
  private final List<Item> items = new ArrayList<>();

  SortedSearchIT(Rest rest) {
    this.rest = rest;
  }

  private static String description(String name) {
    return """
    space %s key int k attributes string s, int i, float f, timestamp(day) t, list(int) l
    subspace s, i subspace f create 8 partitions tolerate 1 failures
    """
        .formatted(name);
  }

  @BeforeAll
  void fill() {
    rest.addSpace(description("sorted_it"));
    Random random = new Random(7);
    for (int k = 0; k < OBJECTS; k++) {
      items.add(
          new Item(
              k - 250,
              "s" + random.nextInt(20),
              random.nextInt(100) - 50,
              random.nextInt(50) / 2.0 - 10,
              random.nextInt(1000) * 1_000_000L));
    }
    String batch =
        items.stream()
            .map(item ->
                """
                {"key": %d, "ops": [{"put": {"s": "%s", "i": %d, "f": %s, "t": %d}}]}\
                """
                    .formatted(item.k, item.s, item.i, item.f, item.t))
            .collect(Collectors.joining("\n"));
    Answer answer =
        rest.send(
            "POST",
            SPACE + "/batch",
            batch.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-ndjson");
    assertThat(answer.is(200).lines()).allMatch(line -> line.get("status").asInt() == 201);
  }

  private JsonNode search(String body) {
    return rest.post(SEARCH, body, "Accept", "application/json").is(200).json();
  }

  private static List<Integer> keys(JsonNode answer) {
    List<Integer> keys = new ArrayList<>();
    answer.get("objects").forEach(object -> keys.add(object.get("k").asInt()));
    return keys;
  }

  private List<Integer> expected(Comparator<Item> order, boolean descending) {
    Comparator<Item> whole = order.thenComparingInt(Item::k);
    return items.stream().sorted(descending ? whole.reversed() : whole).map(Item::k).toList();
  }

  private static Comparator<Item> by(String attribute) {
    return switch (attribute) {
      case "s" -> Comparator.comparing(Item::s);
      case "i" -> Comparator.comparingInt(Item::i);
      case "f" -> Comparator.comparingDouble(Item::f);
      case "t" -> Comparator.comparingLong(Item::t);
      default -> Comparator.comparingInt(Item::k);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "k, asc", "k, desc", "s, asc", "s, desc", "i, asc", "i, desc", "f, asc", "f, desc", "t, asc",
    "t, desc"
  })
  void everyComparableAttributeOrdersPageByPage(String attribute, String order) {
    List<Integer> expected = expected(by(attribute), order.equals("desc"));
    assertThat(keys(search("{\"sort\": \"%s\", \"order\": \"%s\"}".formatted(attribute, order))))
        .isEqualTo(expected);

    List<Integer> found = new ArrayList<>();
    String cursor = "null";
    int pages = 0;
    do {
      JsonNode page =
          search(
              "{\"sort\": \"%s\", \"order\": \"%s\", \"limit\": 67, \"attributes\": [], \"cursor\": %s}"
                  .formatted(attribute, order, cursor));
      found.addAll(keys(page));
      pages++;
      cursor = page.has("cursor") ? page.get("cursor").toString() : "";
    } while (!cursor.isEmpty());
    assertThat(found).isEqualTo(expected);
    assertThat(pages).isEqualTo((OBJECTS + 66) / 67);
  }

  @Test
  void aLimitAloneGivesTheFirstKeys() {
    JsonNode page = search("{\"where\": {\"k\": {\"ge\": 0}}, \"limit\": 5}");
    assertThat(keys(page)).containsExactly(0, 1, 2, 3, 4);
    String cursor = page.get("cursor").toString();
    JsonNode next =
        search("{\"where\": {\"k\": {\"ge\": 0}}, \"limit\": 5, \"cursor\": %s}".formatted(cursor));
    assertThat(keys(next)).containsExactly(5, 6, 7, 8, 9);
  }

  @Test
  void theLastPageHasNoCursor() {
    String body = "{\"where\": {\"k\": {\"lt\": -245}}, \"sort\": \"k\", \"limit\": %d}";
    assertThat(search(body.formatted(5)).has("cursor")).as("all of them").isFalse();
    assertThat(search(body.formatted(6)).has("cursor")).isFalse();
    assertThat(search(body.formatted(4)).has("cursor")).isTrue();
    assertThat(search("{\"sort\": \"k\"}").has("cursor")).isFalse();
  }

  @Test
  void theEndOfAStreamTellsTheCursor() {
    List<JsonNode> lines = rest.post(SEARCH, "{\"sort\": \"i\", \"limit\": 3}").is(200).lines();
    assertThat(lines).hasSize(4);
    JsonNode end = lines.getLast().get("$end");
    assertThat(end.get("count").asInt()).isEqualTo(3);
    assertThat(end.get("complete").asBoolean()).isTrue();
    assertThat(end.get("cursor").asString()).isNotEmpty();
  }

  @Test
  void theSortedAttributeIsAnsweredOnlyIfItIsAskedFor() {
    JsonNode page = search("{\"sort\": \"i\", \"limit\": 1, \"attributes\": [\"s\"]}");
    assertThat(page.get("objects").get(0).propertyNames()).containsExactly("k", "s");
  }

  @Test
  void aCursorIsGoodForItsOwnSearchOnly() {
    String cursor = search("{\"sort\": \"i\", \"limit\": 3}").get("cursor").toString();
    for (String other :
        new String[] {
          "{\"sort\": \"i\", \"order\": \"desc\", \"cursor\": %s}",
          "{\"sort\": \"f\", \"cursor\": %s}",
          "{\"cursor\": %s}",
          "{\"sort\": \"i\", \"where\": {\"s\": \"s1\"}, \"cursor\": %s}"
        }) {
      JsonNode problem =
          rest.post(SEARCH, other.formatted(cursor)).isProblem(400, "invalid-cursor");
      assertThat(problem.get("detail").asString()).contains("something else");
    }
    rest.post(SEARCH, "{\"sort\": \"i\", \"cursor\": \"AQID\"}").isProblem(400, "invalid-cursor");
  }

  @Test
  void aCursorEndsWithItsSpace() {
    rest.addSpace(description("sorted_again_it"));
    for (int k = 0; k < 3; k++) {
      rest.put("/v1/spaces/sorted_again_it/objects/" + k, "{\"i\": 1}").is(201);
    }
    String search = "/v1/spaces/sorted_again_it/search";
    JsonNode page =
        rest.post(search, "{\"limit\": 1}", "Accept", "application/json").is(200).json();
    rest.delete("/v1/spaces/sorted_again_it");
    rest.addSpace(description("sorted_again_it"));
    JsonNode problem =
        rest.post(search, "{\"limit\": 1, \"cursor\": %s}".formatted(page.get("cursor")))
            .isProblem(400, "invalid-cursor");
    assertThat(problem.get("detail").asString()).contains("another space");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"order\": \"asc\"}",
        "{\"sort\": 1}",
        "{\"sort\": \"i\", \"order\": \"up\"}",
        "{\"sort\": \"i\", \"order\": null}",
        "{\"cursor\": 7}",
        "{\"limit\": -1}"
      })
  void aMalformedOrderIsRefused(String body) {
    rest.post(SEARCH, body).isProblem(400, "malformed");
  }

  @Test
  void onlyValuesWithAnOrderOrder() {
    JsonNode problem = rest.post(SEARCH, "{\"sort\": \"l\"}").isProblem(400, "wrong-type");
    assertThat(problem.get("attribute").asString()).isEqualTo("l");
    rest.post(SEARCH, "{\"sort\": \"x\"}").isProblem(400, "unknown-attribute");
  }
}
