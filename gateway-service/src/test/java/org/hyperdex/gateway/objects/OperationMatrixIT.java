package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.function.OperationCase.Situation;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.schema.SpaceOfAllTypes;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.ContractJson;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.hyperdex.gateway.testing.RestSpace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation on every type over HTTP, on objects that are there or not, with guards true or
 * false, and at the edges: answer and state are what the model says.
 */
@GatewayTest
class OperationMatrixIT {
  private static final String SPACE = "operation_matrix_it";
  private static final String MARK = "here";
  private static final int ROUNDS = 3;

  private final Rest rest;
  private final RestSpace space;

  OperationMatrixIT(Rest rest) {
    this.rest = rest;
    space = new RestSpace(rest, SPACE);
  }

  static List<AttributeType> types() {
    return Values.types();
  }

  private static String attribute(AttributeType type) {
    return SpaceOfAllTypes.attribute(type);
  }

  @BeforeAll
  void addSpace() {
    rest.addSpace(
        SpaceOfAllTypes.description(
            SPACE, "k", "string mark", "create 8 partitions tolerate 1 failures"));
  }

  @ParameterizedTest
  @MethodSource("types")
  void answerAndStateAreWhatTheModelSays(AttributeType type) {
    List<OperationCase> cases = OperationCase.all(type, ROUNDS);
    Set<Outcome> seen = ConcurrentHashMap.newKeySet();
    IntStream.range(0, cases.size())
        .parallel()
        .forEach(number -> {
          OperationCase any = cases.get(number);
          compare(attribute(type) + "-" + number, type, any);
          seen.add(any.outcome());
        });
    assertThat(seen)
        .containsAll(
            EnumSet.of(Outcome.CREATED, Outcome.OK, Outcome.NOT_FOUND, Outcome.GUARD_FAILED));
  }

  private void compare(String key, AttributeType type, OperationCase any) {
    String object = Rest.object(SPACE, key);
    if (any.situation().there()) {
      rest.put(object, object(type, any.before())).is(201);
    }
    Answer before = rest.get(object);
    String body = body(type, any);

    Answer answer = rest.post(object, body);

    String what = "%s on %s: %s".formatted(body, any.before(), answer);
    Answer after = rest.get(object);
    if (any.outcome().success()) {
      assertThat(answer.status()).as(what).isEqualTo(200);
      assertThat(answer.etag()).as(what).isEqualTo(after.etag()).isNotEqualTo(before.etag());
      assertThat(after.json().get("mark").asString())
          .as(what)
          .isEqualTo(any.situation().there() ? MARK : "");
      assertThat(value(type, after)).as(what).isEqualTo(any.after().orElseThrow());
    } else {
      assertThat(answer.status()).as(what).isEqualTo(status(any.outcome()));
      isNamed(answer.isRefusedWrite(status(any.outcome()), problem(any.outcome())), type, any);
      after.isUnchangedSince(before);
    }
  }

  /** In batches, and as the contract writes values. */
  @ParameterizedTest
  @MethodSource("types")
  void edgesBecomeWhatTheModelSays(AttributeType type) {
    List<OperationCase> cases = OperationCase.edges(type);
    List<String> making = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int number = 0; number < cases.size(); number++) {
      String key = "\"edge-%s-%d\"".formatted(attribute(type), number);
      OperationCase any = cases.get(number);
      if (any.situation().there()) {
        making.add(
            "{\"key\": %s, \"ops\": [{\"put\": {\"mark\": \"%s\", \"%s\": %s}}]}"
                .formatted(key, MARK, attribute(type), ContractJson.text(any.before())));
      }
      lines.add("{\"key\": %s, %s".formatted(key, body(type, any).substring(1)));
    }
    space.make(making);

    List<JsonNode> answers = space.batch(lines);

    Map<String, JsonNode> after =
        space.objects("{\"k\": {\"prefix\": \"edge-%s-\"}}".formatted(attribute(type)));
    for (int number = 0; number < cases.size(); number++) {
      OperationCase any = cases.get(number);
      JsonNode answer = answers.get(number);
      String what = "%s of %s: %s".formatted(lines.get(number), any.before(), answer);
      int status = answer.path("status").asInt();
      if (any.outcome().success()) {
        assertThat(status).as(what).isEqualTo(any.situation().there() ? 200 : 201);
      } else {
        assertThat(status).as(what).isEqualTo(status(any.outcome()));
        assertThat(answer.path("failure").asString())
            .as(what)
            .isEqualTo(ErrorCode.of(any.outcome()).name());
        isNamed(answer, type, any);
      }
      JsonNode object = after.get("\"edge-%s-%d\"".formatted(attribute(type), number));
      assertThat(Optional.ofNullable(object).map(found -> found.get(attribute(type))))
          .as(what)
          .isEqualTo(any.after().map(ContractJson::node));
    }
  }

  private static void isNamed(JsonNode problem, AttributeType type, OperationCase any) {
    if (any.outcome() == Outcome.GUARD_FAILED) {
      assertThat(problem.path("guard").asString()).isEqualTo("mark");
    }
    if (any.outcome().functionFailed()) {
      assertThat(problem.path("function").asString()).isEqualTo(any.call().function().operation());
      assertThat(problem.path("attribute").asString()).isEqualTo(attribute(type));
    }
  }

  private static int status(Outcome outcome) {
    return switch (outcome) {
      case NOT_FOUND -> 404;
      case TOO_LARGE -> 413;
      default -> 409;
    };
  }

  private static String problem(Outcome outcome) {
    return switch (outcome) {
      case NOT_FOUND -> "unknown-object";
      case GUARD_FAILED -> "guard-failed";
      default -> "function-failed";
    };
  }

  private static String object(AttributeType type, Value value) {
    ObjectNode object = JsonValues.mapper().createObjectNode().put("mark", MARK);
    object.set(attribute(type), ContractJson.node(value));
    return object.toString();
  }

  private static Value value(AttributeType type, Answer answer) {
    JsonNode found = JsonValues.parse("answer", answer.text()).get(attribute(type));
    return JsonValues.fromJson(attribute(type), type, found);
  }

  private static String body(AttributeType type, OperationCase any) {
    ObjectNode body = JsonValues.mapper().createObjectNode();
    String guard = guard(any.situation());
    if (!guard.isEmpty()) {
      body.set("if", JsonValues.parse("guard", guard));
    }
    if (any.situation().creates()) {
      body.put("create", true);
    }
    body.putArray("ops")
        .addObject()
        .putObject(any.call().function().operation())
        .set(any.place(attribute(type)), ContractJson.node(any.argument()));
    return body.toString();
  }

  private static String guard(Situation situation) {
    String yes = "{\"mark\": \"%s\"}".formatted(MARK);
    String no = "{\"mark\": {\"gt\": \"%s\"}}".formatted(MARK);
    return switch (situation) {
      case MISSING, MISSING_TO_CREATE, EXISTING -> "";
      case GUARD_TRUE -> yes;
      case SECOND_ALTERNATIVE_TRUE -> "{\"$or\": [%s, %s]}".formatted(no, yes);
      case MISSING_TO_CREATE_DESPITE_GUARD, GUARD_FALSE, GUARD_FALSE_THOUGH_CREATING -> no;
    };
  }

  @Test
  void severalOperationsOfAllTypesAreOneStep() {
    String object = Rest.object(SPACE, "all-types");
    ObjectNode body = JsonValues.mapper().createObjectNode().put("create", true);
    Values values = new Values(1);
    for (AttributeType type : types()) {
      body.withArray("ops")
          .addObject()
          .putObject("put")
          .set(attribute(type), JsonValues.toJson(values.of(type)));
    }
    rest.post(object, body.toString()).is(200);
    Answer before = rest.get(object);
    body.withArray("ops").addObject().putObject("atomic_div").put(attribute(AttributeType.INT), 0);
    rest.post(object, body.toString()).isRefusedWrite(409, "function-failed");
    rest.get(object).isUnchangedSince(before);
  }
}
