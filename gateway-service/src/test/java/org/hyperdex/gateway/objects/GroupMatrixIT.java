package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.GroupCase;
import org.hyperdex.core.function.GroupCase.Member;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.schema.SpaceOfAllTypes;
import org.hyperdex.gateway.testing.ContractJson;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RestSpace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Every function on every type as a group operation, on none, some or all of the objects there are:
 * what is counted, what is said of those it cannot be applied to, and what every object of the
 * space is afterwards, are what the model says.
 */
@GatewayTest
class GroupMatrixIT {
  private static final String SPACE = "group_matrix_it";
  private static final int AT_ONCE = 4;

  /** As many as the answer tells in full. */
  private static final int TOLD_FAILURES = 10;

  private final Rest rest;
  private final RestSpace space;

  GroupMatrixIT(Rest rest) {
    this.rest = rest;
    space = new RestSpace(rest, SPACE);
  }

  static List<AttributeType> types() {
    return Values.types();
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        SpaceOfAllTypes.description(
            SPACE, "k", "string slot, int mark", "subspace slot create 4 partitions"));
  }

  @AfterEach
  void clear() {
    rest.post(space.path("delete"), "{\"where\": {}}").is(200);
  }

  private static String key(int slot, Member member) {
    return "slot%d-%d".formatted(slot, member.number());
  }

  private static List<String> making(int slot, GroupCase group) {
    return group.members().stream()
        .map(member ->
            "{\"key\": \"%s\", \"ops\": [{\"put\": {\"slot\": \"%d\", \"mark\": %d, \"%s\": %s}}]}"
                .formatted(
                    key(slot, member),
                    slot,
                    member.marked() ? 1 : 0,
                    SpaceOfAllTypes.attribute(group.call().type()),
                    ContractJson.text(member.before())))
        .toList();
  }

  /** The members' keys have a common beginning; every other case goes by it. */
  private static String where(int slot, GroupCase group) {
    String own =
        slot % 2 == 0
            ? "\"slot\": \"%d\"".formatted(slot)
            : "\"k\": {\"prefix\": \"slot%d-\"}".formatted(slot);
    return switch (group.selection()) {
      case SOME -> "{%s, \"mark\": 1}".formatted(own);
      case ALL -> "{%s}".formatted(own);
      case NONE -> "{%s, \"mark\": {\"gt\": 1}}".formatted(own);
    };
  }

  private static String body(String where, GroupCase group) {
    OperationCase operation = group.operation();
    return "{\"where\": %s, \"ops\": [{\"%s\": {%s: %s}}]}"
        .formatted(
            where,
            group.call().function().operation(),
            ContractJson.quoted(operation.place(SpaceOfAllTypes.attribute(group.call().type()))),
            ContractJson.text(operation.argument()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void countsFailuresAndEveryObjectAreWhatTheModelSays(AttributeType type) throws Exception {
    List<GroupCase> groups = GroupCase.all(type);
    List<String> lines = new ArrayList<>();
    for (int slot = 0; slot < groups.size(); slot++) {
      lines.addAll(making(slot, groups.get(slot)));
    }
    space.make(lines);

    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < groups.size(); i++) {
        int slot = i;
        running.add(
            threads.submit(() -> carryOut(slot, groups.get(slot), where(slot, groups.get(slot)))));
      }
      for (Future<?> one : running) {
        one.get();
      }
    }

    everyObjectIs(groups, space.objects("{}"));
  }

  /** One after the other, each on all objects of the space. */
  @ParameterizedTest
  @MethodSource("types")
  void allObjectsOfTheSpaceAreChangedButThoseThatCannotBe(AttributeType type) {
    for (GroupCase group : GroupCase.whole(type)) {
      space.make(making(0, group));
      carryOut(0, group, "{}");
      everyObjectIs(List.of(group), space.objects("{}"));
      space.clear(group.members().size());
    }
  }

  private void carryOut(int slot, GroupCase group, String where) {
    String body = body(where, group);
    JsonNode answer = rest.post(space.path("update"), body).is(200).json();

    String what = "%s of %s: %s".formatted(body, group.members(), answer);
    assertThat(answer.get("matched").asLong()).as(what).isEqualTo(group.matched());
    assertThat(answer.get("changed").asLong()).as(what).isEqualTo(group.changed());
    assertThat(answer.path("failed").asLong(0)).as(what).isEqualTo(group.failed());
    assertThat(answer.has("failures")).as(what).isEqualTo(group.failed() > 0);
    Set<String> told = new TreeSet<>();
    answer.path("failures").forEach(failure -> told.add(failure.toString()));
    assertThat(told)
        .as(what)
        .hasSize((int) Math.min(group.failed(), TOLD_FAILURES))
        .isSubsetOf(failures(slot, group));
  }

  private static Set<String> failures(int slot, GroupCase group) {
    Set<String> failures = new TreeSet<>();
    for (Member member : group.members()) {
      if (group.selects(member) && !group.outcome(member).success()) {
        failures.add(
            "{\"key\":\"%s\",\"failure\":\"%s\",\"attribute\":\"%s\"}"
                .formatted(
                    key(slot, member),
                    ErrorCode.of(group.outcome(member)),
                    SpaceOfAllTypes.attribute(group.call().type())));
      }
    }
    return failures;
  }

  private static void everyObjectIs(List<GroupCase> groups, Map<String, JsonNode> found) {
    Map<String, JsonNode> expected = new LinkedHashMap<>();
    Map<String, JsonNode> values = new LinkedHashMap<>();
    String attribute = SpaceOfAllTypes.attribute(groups.getFirst().call().type());
    for (int slot = 0; slot < groups.size(); slot++) {
      for (Member member : groups.get(slot).members()) {
        String key = ContractJson.quoted(key(slot, member));
        expected.put(key, ContractJson.node(groups.get(slot).after(member)));
        JsonNode object = found.get(key);
        assertThat(object).as(key).isNotNull();
        assertThat(object.get("slot").asString()).isEqualTo(Integer.toString(slot));
        assertThat(object.get("mark").asInt()).isEqualTo(member.marked() ? 1 : 0);
        values.put(key, object.get(attribute));
      }
    }
    assertThat(values).isEqualTo(expected);
    assertThat(found).hasSize(expected.size());
  }
}
