package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.query.GuardCase;
import org.hyperdex.core.query.Operator;
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
 * Guards of every operator on every type over HTTP, alone, as an alternative and beside others, on
 * attributes, on the key and in documents: a write takes effect exactly where the model says that
 * its guard holds, and a count and a removal find the same.
 */
@GatewayTest
class GuardMatrixIT {
  private static final String SPACE = "guard_matrix_it";

  /** The ways to put a guard in a write. */
  private enum Form {
    ALONE("%s"),
    SECOND_ALTERNATIVE("{\"$or\": [{\"mark\": {\"lt\": 0}}, %s]}"),
    FIRST_ALTERNATIVE("{\"$or\": [%s, {\"mark\": {\"lt\": 0}}]}"),
    BESIDE_ANOTHER("{\"$and\": [{\"mark\": {\"ge\": 0}}, %s]}");

    private final String json;

    Form(String json) {
      this.json = json;
    }

    static Form of(int number) {
      return values()[number % values().length];
    }

    String around(String guard) {
      return json.replace("%s", guard);
    }

    /** The attribute of the first check of the first alternative that is false. */
    String named(String attribute) {
      return this == SECOND_ALTERNATIVE ? "mark" : attribute;
    }
  }

  private final Rest rest;
  private final RestSpace space;

  GuardMatrixIT(Rest rest) {
    this.rest = rest;
    space = new RestSpace(rest, SPACE);
  }

  static List<AttributeType> types() {
    return Values.types();
  }

  static List<AttributeType> keyTypes() {
    return Values.comparableTypes();
  }

  @BeforeAll
  void addSpaces() {
    rest.addSpace(SpaceOfAllTypes.description(SPACE, "k", "int mark", "create 8 partitions"));
  }

  @AfterEach
  void clear() {
    rest.post(space.path("delete"), "{\"where\": {}}").is(200);
  }

  private static String predicate(String attribute, GuardCase guard) {
    String argument =
        guard.operator() == Operator.IN
            ? guard.arguments().stream()
                .map(ContractJson::text)
                .collect(Collectors.joining(", ", "[", "]"))
            : ContractJson.text(guard.arguments().getFirst());
    return "{%s: {\"%s\": %s}}"
        .formatted(
            ContractJson.quoted(guard.place(attribute)), guard.operator().jsonName(), argument);
  }

  /** Counts in the mark how often it has taken effect. */
  private static String guarded(String key, Form form, String predicate) {
    return "{\"key\": %s, \"if\": %s, \"ops\": [{\"atomic_add\": {\"mark\": 1}}]}"
        .formatted(key, form.around(predicate));
  }

  @ParameterizedTest
  @MethodSource("types")
  void aGuardOnAnAttributeHoldsWhereTheModelSaysSo(AttributeType type) {
    String attribute = SpaceOfAllTypes.attribute(type);
    List<GuardCase> guards = GuardCase.few(type);
    List<String> making = new ArrayList<>();
    List<String> guarded = new ArrayList<>();
    for (int i = 0; i < guards.size(); i++) {
      making.add(
          "{\"key\": \"%d\", \"ops\": [{\"put\": {\"mark\": 0, \"%s\": %s}}]}"
              .formatted(i, attribute, ContractJson.text(guards.get(i).value())));
      guarded.add(guarded("\"" + i + "\"", Form.of(i), predicate(attribute, guards.get(i))));
    }
    space.make(making);

    areAnswered(space, attribute, guards, guarded);

    Map<String, JsonNode> objects = space.objects("{}");
    assertThat(objects).hasSize(guards.size());
    for (int i = 0; i < guards.size(); i++) {
      JsonNode object = objects.get("\"" + i + "\"");
      assertThat(object.get("mark").asInt()).isEqualTo(guards.get(i).holds() ? 1 : 0);
      assertThat(object.get(attribute)).isEqualTo(ContractJson.node(guards.get(i).value()));
    }
    theSameIsCounted(space, attribute, guards, guards.stream().map(GuardCase::value).toList());
    theSameIsRemoved(attribute, guards);
  }

  /** One removal after the other of what each operator finds, until little is left. */
  private void theSameIsRemoved(String attribute, List<GuardCase> guards) {
    Map<String, Value> left = new TreeMap<>();
    for (int i = 0; i < guards.size(); i++) {
      left.put("\"" + i + "\"", guards.get(i).value());
    }
    for (GuardCase guard : GuardCase.either(guards.getFirst().type())) {
      String where = predicate(attribute, guard);
      Set<String> matching =
          left.keySet().stream()
              .filter(key -> guard.with(left.get(key)).holds())
              .collect(Collectors.toSet());

      JsonNode answer =
          rest.post(space.path("delete"), "{\"where\": %s}".formatted(where)).is(200).json();

      assertThat(answer.get("matched").asInt()).as(where).isEqualTo(matching.size());
      assertThat(answer.get("changed").asInt()).as(where).isEqualTo(matching.size());
      left.keySet().removeAll(matching);
      assertThat(space.objects("{}").keySet()).as(where).isEqualTo(left.keySet());
    }
  }

  @ParameterizedTest
  @MethodSource("keyTypes")
  void aGuardOnTheKeyHoldsWhereTheModelSaysSo(AttributeType type) {
    RestSpace keys = new RestSpace(rest, SPACE + "_of_" + SpaceOfAllTypes.attribute(type));
    rest.addSpace(
        "space %s key %s k attributes int mark create 8 partitions"
            .formatted(keys.name(), type.description()));
    List<GuardCase> guards = GuardCase.few(type);
    Map<Value, Integer> expected = new LinkedHashMap<>();
    List<String> guarded = new ArrayList<>();
    for (int i = 0; i < guards.size(); i++) {
      GuardCase guard = guards.get(i);
      expected.merge(guard.value(), guard.holds() ? 1 : 0, Integer::sum);
      guarded.add(guarded(ContractJson.text(guard.value()), Form.of(i), predicate("k", guard)));
    }
    keys.make(
        expected.keySet().stream()
            .map(ContractJson::text)
            .map("{\"key\": %s, \"ops\": [{\"put\": {\"mark\": 0}}]}"::formatted)
            .toList());

    areAnswered(keys, "k", guards, guarded);

    Map<String, JsonNode> objects = keys.objects("{}");
    assertThat(objects).hasSize(expected.size());
    expected.forEach((key, times) ->
        assertThat(objects.get(ContractJson.node(key).toString()).get("mark").asInt())
            .as("%s", key)
            .isEqualTo(times));
    theSameIsCounted(keys, "k", guards, List.copyOf(expected.keySet()));
  }

  private static void areAnswered(
      RestSpace space, String attribute, List<GuardCase> guards, List<String> lines) {
    List<JsonNode> answers = space.batch(lines);
    for (int i = 0; i < lines.size(); i++) {
      boolean holds = guards.get(i).holds();
      JsonNode answer = answers.get(i);
      String what = "%s of %s: %s".formatted(lines.get(i), guards.get(i).value(), answer);
      assertThat(answer.path("status").asInt()).as(what).isEqualTo(holds ? 200 : 409);
      if (!holds) {
        assertThat(answer.path("type").asString()).as(what).endsWith(":guard-failed");
        assertThat(answer.path("outcome").asString()).as(what).isEqualTo("NOT_APPLIED");
        assertThat(answer.path("guard").asString()).as(what).isEqualTo(Form.of(i).named(attribute));
      }
    }
  }

  /** The same predicates as what is searched for, of all objects of the space. */
  private static void theSameIsCounted(
      RestSpace space, String attribute, List<GuardCase> guards, List<Value> population) {
    Map<String, GuardCase> different = new LinkedHashMap<>();
    guards.forEach(guard -> different.put(predicate(attribute, guard), guard));
    different.forEach((where, guard) ->
        assertThat(space.count(where))
            .as(where)
            .isEqualTo(
                (int) population.stream().filter(value -> guard.with(value).holds()).count()));
  }
}
