package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.systemtests.People.Person;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A phonebook of {@value #PEOPLE} people is loaded in batches and searched; every answer equals
 * that of a plain list, also after all processes were killed and started again.
 */
class PhonebookIT {
  private static final int PEOPLE = 200_000;
  private static final int BATCH = 10_000;
  private static final int NAMES_ASKED = 40;
  private static final long SEED = 20;
  private static final String JSON = "application/json";
  private static final String SPACE =
      """
      space phonebook
      key username
      attributes first, last, int phone
      subspace first, last, phone
      create 8 partitions
      tolerate 1 failures
      """;

  @Test
  void everyCountAndSearchEqualsThatOfAPlainList(@TempDir Path data) throws Exception {
    List<Person> people = People.generate(PEOPLE, SEED);
    try (RunningCluster cluster = RunningCluster.start(data)) {
      assertThat(cluster.send("POST", "/v1/spaces", "text/plain", SPACE).statusCode())
          .isEqualTo(201);
      load(cluster, people);
      compare(cluster, people);
      cluster.killEverything();
    }
    try (RunningCluster cluster = RunningCluster.start(data)) {
      assertThat(cluster.send("GET", "/v1/cluster/stable?timeout=60s", JSON, "").statusCode())
          .isEqualTo(200);
      compare(cluster, people);
    }
  }

  private static void load(RunningCluster cluster, List<Person> people) {
    for (int from = 0; from < people.size(); from += BATCH) {
      List<Person> batch = people.subList(from, Math.min(people.size(), from + BATCH));
      String body = batch.stream().map(PhonebookIT::line).collect(Collectors.joining("\n"));
      HttpResponse<String> answer =
          cluster.send("POST", "/v1/spaces/phonebook/batch", "application/x-ndjson", body);
      assertThat(answer.statusCode()).isEqualTo(200);
      List<String> lines = answer.body().lines().toList();
      assertThat(lines).hasSameSizeAs(batch).allMatch(line -> line.startsWith("{\"status\":201"));
      progress(from + batch.size(), people.size());
    }
  }

  private static void progress(int done, int all) {
    int tenths = 10 * done / all;
    System.err.printf(
        "\rloading [%s%s] %,d of %,d", "#".repeat(tenths), ".".repeat(10 - tenths), done, all);
    if (done == all) {
      System.err.println();
    }
  }

  private static String line(Person person) {
    ObjectNode line = JsonValues.mapper().createObjectNode();
    line.put("key", person.username());
    line.putArray("ops")
        .addObject()
        .putObject("put")
        .put("first", person.first())
        .put("last", person.last())
        .put("phone", person.phone());
    return line.toString();
  }

  private static void compare(RunningCluster cluster, List<Person> people) {
    assertThat(count(cluster, "{}")).isEqualTo(people.size());
    TreeMap<String, Long> lastNames = new TreeMap<>();
    people.forEach(person -> lastNames.merge(person.last(), 1L, Long::sum));
    List<String> names = new ArrayList<>(lastNames.keySet());
    for (int i = 0; i < NAMES_ASKED; i++) {
      String name = names.get(i * names.size() / NAMES_ASKED);
      assertThat(count(cluster, where("last", name))).as(name).isEqualTo(lastNames.get(name));
    }
    assertThat(count(cluster, "{\"last\": \"nobody\"}")).isZero();
    assertThat(count(cluster, "{\"phone\": {\"ge\": 6070000000, \"lt\": 6080000000}}"))
        .isEqualTo(matching(people, p -> p.phone() / 10_000_000 == 607).size());
    assertThat(count(cluster, "{\"phone\": {\"gt\": 5, \"lt\": 5}}")).isZero();
    assertThat(found(cluster, "{\"first\": \"陽子\", \"phone\": {\"lt\": 4150000000}}"))
        .isEqualTo(matching(people, p -> p.first().equals("陽子") && p.phone() < 4_150_000_000L));
  }

  private static String where(String attribute, String value) {
    return JsonValues.mapper().createObjectNode().put(attribute, value).toString();
  }

  private static Set<String> matching(List<Person> people, Predicate<Person> predicate) {
    return people.stream()
        .filter(predicate)
        .map(Person::username)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static long count(RunningCluster cluster, String where) {
    HttpResponse<String> answer =
        cluster.send("POST", "/v1/spaces/phonebook/count", JSON, "{\"where\": " + where + "}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JsonValues.parse("count", answer.body()).get("count").longValue();
  }

  private static Set<String> found(RunningCluster cluster, String where) {
    HttpResponse<String> answer =
        cluster.send("POST", "/v1/spaces/phonebook/search", JSON, "{\"where\": " + where + "}");
    List<String> lines = answer.body().lines().toList();
    Set<String> keys = new TreeSet<>();
    for (String line : lines.subList(0, lines.size() - 1)) {
      assertThat(keys.add(JsonValues.parse("row", line).get("username").stringValue()))
          .as("each object once")
          .isTrue();
    }
    JsonNode end = JsonValues.parse("end", lines.getLast()).get("$end");
    assertThat(end.get("complete").booleanValue()).isTrue();
    assertThat(end.get("count").intValue()).isEqualTo(keys.size());
    return keys;
  }
}
