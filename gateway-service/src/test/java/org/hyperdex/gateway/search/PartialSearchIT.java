package org.hyperdex.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.hyperdex.gateway.search.RandomWhere.Item;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RunningGateway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * A search asks only the regions that can hold a match, and finds what a full scan finds.
 *
 * <p>What is promised is worked out here from the bounds of the regions in {@code GET /v1/cluster};
 * what is really asked, from the storage servers' meters.
 */
@GatewayTest
class PartialSearchIT {
  private static final int OBJECTS = 300;
  private static final int PREDICATES = 60;

  private final Rest rest;
  private final RunningGateway gateway;
  private final List<Item> items = new ArrayList<>();
  private RegionBounds bounds;

  PartialSearchIT(Rest rest, RunningGateway gateway) {
    this.rest = rest;
    this.gateway = gateway;
  }

  @BeforeAll
  void fill() {
    rest.addSpace(
        """
        space partial_it key string k attributes string s, int i, float f
        subspace s, i subspace f subspace i, f, s create 16 partitions tolerate 1 failures
        """);
    Random random = new Random(42);
    for (int n = 0; n < OBJECTS; n++) {
      items.add(Item.random(n, random));
    }
    String batch =
        items.stream()
            .map(item ->
                "{\"key\": \"%s\", \"ops\": [{\"put\": {\"s\": \"%s\", \"i\": %d, \"f\": %s}}]}"
                    .formatted(item.k(), item.s(), item.i(), item.f()))
            .collect(Collectors.joining("\n"));
    Answer answer =
        rest.send(
            "POST",
            "/v1/spaces/partial_it/batch",
            batch.getBytes(StandardCharsets.UTF_8),
            "Content-Type",
            "application/x-ndjson");
    assertThat(answer.is(200).lines()).allMatch(line -> line.get("status").asInt() == 201);
    bounds = RegionBounds.of(rest, "partial_it");
  }

  private JsonNode describe(String where) {
    return rest.post("/v1/spaces/partial_it/describe", where).is(200).json();
  }

  private Set<String> search(String where) {
    JsonNode found =
        rest.post("/v1/spaces/partial_it/search", where, "Accept", "application/json")
            .is(200)
            .json();
    Set<String> keys = new TreeSet<>();
    found.get("objects").forEach(object -> keys.add(object.get("k").asString()));
    assertThat(keys).as("no object is found twice").hasSize(found.get("count").asInt());
    return keys;
  }

  @Test
  void aFullScanFindsEverythingInTheRegionsOfOneSubspace() {
    assertThat(search("{}")).hasSize(OBJECTS);
    JsonNode plan = describe("{}");
    assertThat(plan.get("regions")).hasSize(plan.at("/subspace/regions").asInt());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aSearchAsksTheRegionsItDescribesAndFindsWhatAScanFinds(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < PREDICATES; n++) {
      RandomWhere where = RandomWhere.next(random, items);
      String body = where.json();
      JsonNode plan = describe(body);
      List<Long> described = new ArrayList<>();
      plan.get("regions").forEach(region -> described.add(region.get("id").asLong()));

      assertThat(described)
          .as("as few regions as bounds allow for %s", body)
          .hasSize(bounds.fewest(where))
          .doesNotHaveDuplicates();
      if (!described.isEmpty()) {
        bounds.assertCanMatch(plan.at("/subspace/id").asLong(), described, where);
      }

      long searchesBefore = gateway.operations("search");
      Set<String> expected = new TreeSet<>();
      items.stream().filter(where::matches).forEach(item -> expected.add(item.k()));
      assertThat(search(body)).as(body).isEqualTo(expected);
      assertAsked("search", searchesBefore, described.size());

      long countsBefore = gateway.operations("count");
      Answer count = rest.post("/v1/spaces/partial_it/count", body).is(200);
      assertThat(count.json().get("count").asInt()).as(body).isEqualTo(expected.size());
      assertAsked("count", countsBefore, described.size());
    }
  }

  /** A server counts at the end of the turn in which it was asked, perhaps after its answer. */
  private void assertAsked(String kind, long before, int regions) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .untilAsserted(
            () -> assertThat(gateway.operations(kind) - before).isEqualTo((long) regions));
  }

  @Test
  void anAttributeOfASubspaceSparesMostRegions() {
    Item item = items.getFirst();
    for (String where :
        new String[] {
          "{\"where\": {\"k\": \"%s\"}}".formatted(item.k()),
          "{\"where\": {\"s\": \"%s\"}}".formatted(item.s()),
          "{\"where\": {\"i\": %d}}".formatted(item.i()),
          "{\"where\": {\"f\": %s}}".formatted(item.f()),
          "{\"where\": {\"f\": {\"ge\": %s, \"le\": %s}}}".formatted(item.f(), item.f()),
          "{\"where\": {\"s\": \"%s\", \"i\": %d}}".formatted(item.s(), item.i())
        }) {
      JsonNode plan = describe(where);
      int asked = plan.get("regions").size();
      int all = plan.at("/subspace/regions").asInt();
      assertThat(asked).as(where).isPositive().isLessThanOrEqualTo(all / 2);

      long rowsBefore = gateway.rowsScanned();
      assertThat(search(where)).contains(item.k());
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(() -> assertThat(gateway.rowsScanned()).isGreaterThan(rowsBefore));
      assertThat(gateway.rowsScanned() - rowsBefore).as(where).isLessThan(OBJECTS);
    }
  }

  @Test
  void aContradictionAsksNobody() {
    long searches = gateway.operations("search");
    String where = "{\"where\": {\"i\": {\"gt\": 5, \"lt\": 5}}}";
    assertThat(describe(where).get("regions")).isEmpty();
    assertThat(search(where)).isEmpty();
    assertThat(gateway.operations("search")).isEqualTo(searches);
  }

  @Test
  void aPlanNamesTheServersThatAreAsked() {
    Set<String> addresses = new TreeSet<>();
    rest.get("/v1/cluster/servers")
        .json()
        .get("servers")
        .forEach(
            server -> addresses.add(server.get("id") + "@" + server.get("address").asString()));
    JsonNode plan = describe("{\"where\": {\"i\": 1}}");
    assertThat(plan.get("space").asString()).isEqualTo("partial_it");
    assertThat(plan.get("configuration").asLong()).isPositive();
    assertThat(plan.at("/subspace/attributes")).isNotEmpty();
    for (JsonNode region : plan.get("regions")) {
      assertThat(addresses).contains(region.get("server") + "@" + region.get("address").asString());
      assertThat(region.get("epoch").asLong()).isPositive();
    }
  }
}
