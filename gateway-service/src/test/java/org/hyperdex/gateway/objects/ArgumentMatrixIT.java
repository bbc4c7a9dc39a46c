package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.ArgumentModel;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCase;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.function.OperationCase.Situation;
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
 * Every operation and every operator on every type, with JSON of every kind as its argument: what
 * fits is carried out, and what does not is refused with a word on what would, and nothing changes.
 */
@GatewayTest
class ArgumentMatrixIT {
  private static final String SPACE = "argument_matrix_it";

  /** Of every kind, and of each what is at the edge of something or beyond it. */
  private static final List<String> JSON =
      """
      null true false 0 1 -1 -0 9223372036854775807 9223372036854775808 -9223372036854775808
      -9223372036854775809 123456789012345678901234567890 1.0 1.5 2.5 -0.0 1e2 5e-324 1e18 1e19 1e308
      1e999 -1e999 "" "a" "1" "1.5" "NaN" "(" "2026-01-31T12:00:00.000001Z" "2026-02-30T00:00:00Z"
      {"$float":"NaN"} {"$float":"-Infinity"} {"$float":"nan"} {"$float":1.5} {"$bytes":"YQ=="}
      {"$bytes":"/w=="} {"$bytes":"?"} {"$bytes":1} [] [null] [true] [1] [1.5] ["a"] [[]] [{}] [1,1]
      ["a","a"] [0.0,-0.0] [1,"a"] [1e999] [9223372036854775808] [{"$float":"Infinity"}]
      [{"$bytes":"/w=="}] {} {"":""} {"a":1} {"a":1.5} {"a":"x"} {"a":null} {"a":{"b":1}} {"1":1}
      {"1":1.5} {"1":"x"} {"01":1} {"1.5":1} {"1.5":1.5} {"1.5":"x"} {"NaN":1} {"1":1,"1.0":1}
      {"a":9223372036854775808} 9.223372036854775808e18 "%s" {"1":1e999} {"9223372036854775808":1}
      {"$map":[["a",1]]} {"$map":[[1,1.5]]} {"$map":[["a",1],["a",1]]} {"$map":[["a"]]}
      {"$map":1} {"$map":[]}
      """
          .formatted("a".repeat(1_001))
          .strip()
          .lines()
          .flatMap(line -> Stream.of(line.split(" ")))
          .toList();

  /** One of each kind. */
  private static final List<String> KINDS =
      List.of("null", "true", "1", "1.5", "\"a\"", "[]", "[1]", "{}", "{\"a\":1}");

  private final Rest rest;
  private final RestSpace space;

  ArgumentMatrixIT(Rest rest) {
    this.rest = rest;
    space = new RestSpace(rest, SPACE);
  }

  static List<AttributeType> types() {
    return Values.types();
  }

  @AfterEach
  void clear() {
    rest.post(space.path("delete"), "{\"where\": {}}").is(200);
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(SpaceOfAllTypes.description(SPACE, "k", "int mark", "create 8 partitions"));
  }

  /**
   * A write that changes the mark as well, on an object of its own.
   *
   * @param place what a refusal has to name
   * @param status with which the write must end
   * @param after the attribute's value then
   */
  private record Trial(String line, String place, int status, Value before, Value after) {}

  private static String line(int number, String guard, String more) {
    return "{\"key\": \"%d\", \"if\": %s, \"ops\": [{\"atomic_add\": {\"mark\": 1}}%s]}"
        .formatted(number, guard, more);
  }

  @ParameterizedTest
  @MethodSource("types")
  void aFunctionTakesWhatFitsAndNothingElse(AttributeType type) {
    FittingArguments fitting = new FittingArguments(type);
    List<Trial> trials = new ArrayList<>();
    for (Function function : Function.values()) {
      List<Object> path = ArgumentModel.path(function);
      String place = SpaceOfAllTypes.attribute(type) + (path.isEmpty() ? "" : ".a");
      Value before = fitting.before(function);
      for (String json : new ArgumentModel(type).applies(function) ? JSON : KINDS) {
        Optional<OperationCase> fits =
            fitting
                .argument(function, ContractJson.parse(json))
                .map(argument -> FunctionCase.of(type, function, path, argument))
                .map(call -> new OperationCase(call, Situation.EXISTING, before));
        String operation = ", {\"%s\": {\"%s\": %s}}".formatted(function.operation(), place, json);
        trials.add(
            new Trial(
                line(trials.size(), "{}", operation),
                place,
                fits.map(any -> any.outcome().success() ? 200 : 409).orElse(400),
                before,
                fits.flatMap(OperationCase::after).orElse(before)));
      }
    }
    endAsTheyMust(type, trials);
  }

  @ParameterizedTest
  @MethodSource("types")
  void anOperatorTakesWhatFitsAndNothingElse(AttributeType type) {
    FittingArguments fitting = new FittingArguments(type);
    String attribute = SpaceOfAllTypes.attribute(type);
    Value value = EdgeValues.of(type).get(1);
    List<Trial> trials = new ArrayList<>();
    for (Operator operator : Operator.values()) {
      boolean applies = new ArgumentModel(type).compared(operator).isPresent();
      for (String json : applies ? JSON : KINDS) {
        String argument = operator == Operator.IN && !json.equals("1") ? "[" + json + "]" : json;
        Optional<Boolean> holds =
            fitting
                .compared(operator, ContractJson.parse(argument))
                .map(values -> new GuardCase(type, List.of(), operator, values, value).holds());
        String guard = "{\"%s\": {\"%s\": %s}}".formatted(attribute, operator.jsonName(), argument);
        int status = holds.map(yes -> yes ? 200 : 409).orElse(tooLong(operator, json) ? 413 : 400);
        trials.add(new Trial(line(trials.size(), guard, ""), attribute, status, value, value));
      }
    }
    endAsTheyMust(type, trials);
  }

  /** Only expressions have a bound that is within reach here. */
  private static boolean tooLong(Operator operator, String json) {
    return operator == Operator.REGEX && json.length() > 1_000;
  }

  private void endAsTheyMust(AttributeType type, List<Trial> trials) {
    String attribute = SpaceOfAllTypes.attribute(type);
    List<String> making = new ArrayList<>();
    for (Trial trial : trials) {
      making.add(
          "{\"key\": \"%d\", \"ops\": [{\"put\": {\"%s\": %s}}]}"
              .formatted(making.size(), attribute, ContractJson.text(trial.before())));
    }
    space.make(making);

    List<JsonNode> answers = space.batch(trials.stream().map(Trial::line).toList());

    Map<String, JsonNode> objects = space.objects("{}");
    assertThat(objects).hasSize(trials.size());
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      JsonNode answer = answers.get(i);
      String what = "%s of %s: %s".formatted(trial.line(), trial.before(), answer);
      assertThat(answer.path("status").asInt()).as(what).isEqualTo(trial.status());
      if (trial.status() == 400 || trial.status() == 413) {
        isExplained(answer, trial.place(), what);
      }
      JsonNode object = objects.get("\"" + i + "\"");
      assertThat(object.get("mark").asInt()).as(what).isEqualTo(trial.status() == 200 ? 1 : 0);
      assertThat(object.get(attribute)).as(what).isEqualTo(ContractJson.node(trial.after()));
    }
  }

  private static void isExplained(JsonNode problem, String place, String what) {
    assertThat(problem.path("type").asString())
        .as(what)
        .matches("urn:hyperdex:problem:(wrong-type|malformed|too-large)");
    assertThat(problem.path("outcome").asString()).as(what).isEqualTo("NOT_APPLIED");
    assertThat(problem.path("attribute").asString()).as(what).startsWith(place);
    for (String member : List.of("expected", "found", "detail")) {
      assertThat(problem.path(member).asString()).as(what).isNotBlank();
    }
  }
}
