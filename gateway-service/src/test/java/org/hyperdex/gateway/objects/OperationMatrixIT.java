package org.hyperdex.gateway.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.function.OperationCase.Situation;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.gateway.testing.Answer;
import org.hyperdex.gateway.testing.GatewayTest;
import org.hyperdex.gateway.testing.Rest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every operation on every type over HTTP, on objects that are there or not, with guards true or
 * false: answer and state are what the model says, and whatever is refused changes nothing.
 */
@GatewayTest
class OperationMatrixIT {
  private static final String SPACE = "operation_matrix_it";
  private static final String MARK = "here";
  private static final int ROUNDS = 3;

  private final Rest rest;

  OperationMatrixIT(Rest rest) {
    this.rest = rest;
  }

  static List<AttributeType> types() {
    return Values.types();
  }

  private static String attribute(AttributeType type) {
    return "a" + types().indexOf(type);
  }

  @BeforeAll
  void addSpace() {
    StringBuilder attributes = new StringBuilder("string mark");
    for (AttributeType type : types()) {
      attributes.append(", ").append(type.description()).append(' ').append(attribute(type));
    }
    rest.addSpace(
        "space %s key k attributes %s create 8 partitions tolerate 1 failures"
            .formatted(SPACE, attributes));
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
    object.set(attribute(type), JsonValues.toJson(value));
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
        .set(any.place(attribute(type)), JsonValues.toJson(any.argument()));
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

  @ParameterizedTest
  @MethodSource("types")
  void whatDoesNotFitTheTypeIsRefusedAndChangesNothing(AttributeType type) {
    String attribute = attribute(type);
    String object = Rest.object(SPACE, attribute + "-unfitting");
    Value zero = ValueCodec.decode(type, ValueCodec.zero(type));
    Answer before = rest.put(object, object(type, zero)).is(201);
    for (Function function : Function.values()) {
      boolean applies = Signatures.argument(function, type).isPresent();
      if (!applies || !takesTrue(function, type)) {
        String body =
            "{\"create\": true, \"ops\": [{\"put\": {\"mark\": \"x\"}}, {\"%s\": {\"%s\": true}}]}"
                .formatted(function.operation(), attribute);
        JsonNode problem = rest.post(object, body).isRefusedWrite(400, "wrong-type");
        assertThat(problem.path("attribute").asString()).as(body).startsWith(attribute);
        assertThat(problem.path("expected").asString()).as(body).isNotBlank();
        assertThat(problem.path("found").asString()).as(body).isNotBlank();
      }
    }
    assertThat(rest.get(object).etag()).isEqualTo(before.etag());
  }

  /** Whether a boolean is an argument: only where JSON of any kind is, or none matters. */
  private static boolean takesTrue(Function function, AttributeType type) {
    return type instanceof AttributeType.Document
        && switch (function) {
          case SET, LIST_LPUSH, LIST_RPUSH, LIST_REMOVE -> true;
          default -> false;
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
