package org.hyperdex.core.function;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.FunctionFailure.Reason;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function does to the bytes of every type what the model does to plain values. */
class FunctionMatrixTest {
  private static final int ROUNDS = 150;
  private static final Schema SCHEMA = schemaOfAllTypes();

  static List<AttributeType> types() {
    return Values.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyFunctionDoesWhatTheModelDoes(AttributeType type) {
    for (Function function : EdgeCases.functions(type)) {
      for (int round = 0; round < ROUNDS; round++) {
        compare(type, function, seed(type, function, round));
      }
    }
  }

  private static int seed(AttributeType type, Function function, int round) {
    return 31 * (31 * types().indexOf(type) + function.operation().hashCode()) + round;
  }

  /** One call, on the zero value or any other, in a row between two other values. */
  private static void compare(AttributeType type, Function function, int seed) {
    Values values = new Values(seed);
    Value before =
        values.below(5) == 0 ? ValueCodec.decode(type, ValueCodec.zero(type)) : values.of(type);
    compare("seed " + seed, FunctionCase.any(values, type, function, before), before);
  }

  /** Every edge meets every other one. */
  @ParameterizedTest
  @MethodSource("types")
  void everyFunctionDoesWhatTheModelDoesToEdges(AttributeType type) {
    for (Function function : EdgeCases.functions(type)) {
      for (FunctionCase call : EdgeCases.calls(type, function)) {
        for (Value before : EdgeCases.states(call)) {
          compare("edges", call, before);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void theFewPairsOfEdgesLeaveNoEdgeOut(AttributeType type) {
    for (Function function : EdgeCases.functions(type)) {
      List<EdgeCases.Pair> pairs = EdgeCases.pairs(type, function, 1);
      assertThat(pairs.stream().map(pair -> pair.call().argument()).collect(toSet()))
          .as("arguments of %s", function)
          .isEqualTo(
              EdgeCases.calls(type, function).stream()
                  .map(FunctionCase::argument)
                  .collect(toSet()));
      if (!(type instanceof AttributeType.Document)) {
        assertThat(pairs.stream().map(EdgeCases.Pair::before).collect(toSet()))
            .as("values before %s", function)
            .isEqualTo(Set.copyOf(EdgeValues.of(type)));
      }
    }
  }

  private static void compare(String which, FunctionCase any, Value before) {
    AttributeType type = any.type();
    Schema schema = between(type);
    Bytes row =
        Row.of(List.of(Bytes.utf8("left"), ValueCodec.encode(type, before), Bytes.utf8("right")));
    List<FunctionCall> calls = List.of(any.call(2));
    Supplier<String> what = () -> "%s: %s of %s".formatted(which, any, before);

    assertThat(CallChecker.problem(schema, calls)).as(what).isEmpty();
    Object expected = expected(any, before);
    assertThat(actual(schema, calls, row, 2)).as(what).isEqualTo(expected);
    if (expected instanceof Value value) {
      Bytes after = Functions.apply(schema, calls, row);
      assertThat(Row.column(after, 1)).as(what).isEqualTo(ValueCodec.encode(type, value));
      assertThat(Row.column(after, 0)).as(what).isEqualTo(Bytes.utf8("left"));
      assertThat(Row.column(after, 2)).as(what).isEqualTo(Bytes.utf8("right"));
    }
  }

  private static Object expected(FunctionCase any, Value before) {
    try {
      return any.expected(before);
    } catch (FunctionModel.Fails e) {
      return e.reason;
    }
  }

  /** The value of the attribute afterwards, or why there is none. */
  private static Object actual(Schema schema, List<FunctionCall> calls, Bytes row, int attribute) {
    try {
      Bytes after = Functions.apply(schema, calls, row);
      return ValueCodec.decode(
          schema.attribute(attribute).type(), Row.column(after, attribute - 1));
    } catch (FunctionFailure e) {
      assertThat(e.attribute()).isEqualTo(attribute);
      return e.reason();
    }
  }

  @Test
  void severalFunctionsApplyInTheirOrderAllOrNothing() {
    Map<Reason, Integer> failures = new EnumMap<>(Reason.class);
    int applied = 0;
    for (int seed = 0; seed < 4_000; seed++) {
      Values values = new Values(seed);
      List<Value> object = new ArrayList<>();
      List<Bytes> columns = new ArrayList<>();
      for (Attribute attribute : SCHEMA.attributes().subList(1, SCHEMA.size())) {
        object.add(values.of(attribute.type()));
        columns.add(ValueCodec.encode(attribute.type(), object.getLast()));
      }
      Bytes row = Row.of(columns);
      List<FunctionCall> calls = new ArrayList<>();
      Object expected = null;
      int hot = values.below(object.size());
      for (int i = values.below(6); i >= 0 && !(expected instanceof Reason); i--) {
        int column = values.below(3) > 0 ? hot : values.below(object.size());
        FunctionCase any = any(values, column, object.get(column));
        calls.add(any.call(column + 1));
        expected = expected(any, object.get(column));
        if (expected instanceof Value value) {
          object.set(column, value);
        }
      }
      String what = "seed %d: %s".formatted(seed, calls);
      if (expected instanceof Reason reason) {
        int failing = calls.getLast().attribute();
        assertThat(actual(SCHEMA, calls, row, failing)).as(what).isEqualTo(reason);
        failures.merge(reason, 1, Integer::sum);
      } else {
        assertThat(values(Functions.apply(SCHEMA, calls, row))).as(what).isEqualTo(object);
        applied++;
      }
    }
    assertThat(applied).isGreaterThan(2_000);
    assertThat(failures)
        .containsKeys(
            Reason.OVERFLOW, Reason.DIVISION_BY_ZERO, Reason.MISSING_PATH, Reason.WRONG_TYPE);
  }

  private static FunctionCase any(Values values, int column, Value before) {
    AttributeType type = SCHEMA.attribute(column + 1).type();
    return FunctionCase.any(values, type, values.oneOf(EdgeCases.functions(type)), before);
  }

  private static List<Value> values(Bytes row) {
    List<Value> values = new ArrayList<>();
    for (int a = 1; a < SCHEMA.size(); a++) {
      values.add(ValueCodec.decode(SCHEMA.attribute(a).type(), Row.column(row, a - 1)));
    }
    return values;
  }

  private static Schema between(AttributeType type) {
    return new Schema(
        List.of(
            new Attribute("k", AttributeType.STRING),
            new Attribute("left", AttributeType.STRING),
            new Attribute("a", type),
            new Attribute("right", AttributeType.STRING)));
  }

  private static Schema schemaOfAllTypes() {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("k", AttributeType.STRING));
    for (AttributeType type : types()) {
      attributes.add(new Attribute(type.description(), type));
    }
    return new Schema(attributes);
  }
}
