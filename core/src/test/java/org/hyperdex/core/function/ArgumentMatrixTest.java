package org.hyperdex.core.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.PredicateChecker;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every function and operator, on every type, takes of the edges of all types what fits. */
class ArgumentMatrixTest {
  /** Those of all types, each once, and two texts that are no regular expressions. */
  private static final Set<Value> EDGES =
      Stream.concat(
              Values.types().stream().flatMap(type -> EdgeValues.of(type).stream()),
              Stream.of("(", "a".repeat(1_001)).map(Value.Text::of))
          .collect(Collectors.toUnmodifiableSet());

  static List<AttributeType> types() {
    return Values.types();
  }

  @ParameterizedTest
  @MethodSource("types")
  void aFunctionTakesWhatFitsAndNothingElse(AttributeType type) {
    ArgumentModel model = new ArgumentModel(type);
    Schema schema = schema(type);
    for (Function function : Function.values()) {
      for (Value argument : EDGES) {
        assertThat(refusal(schema, function, argument).isEmpty())
            .as("%s of %s with %s", function, type, argument)
            .isEqualTo(model.fits(function, argument));
      }
    }
  }

  /** Why it is refused, by who encodes it or by who checks what was encoded; else empty. */
  private static String refusal(Schema schema, Function function, Value argument) {
    try {
      Bytes encoded = Arguments.encode(function, schema.attribute(1).type(), argument);
      DocumentPath path =
          ArgumentModel.path(function).isEmpty() ? DocumentPath.ROOT : DocumentPath.parse("a");
      return CallChecker.problem(schema, List.of(new FunctionCall(1, path, function, encoded)))
          .orElse("");
    } catch (ValueException e) {
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void anOperatorTakesWhatFitsAndNothingElse(AttributeType type) {
    ArgumentModel model = new ArgumentModel(type);
    Schema schema = schema(type);
    for (Operator operator : Operator.values()) {
      for (Value argument : EDGES) {
        assertThat(refusal(schema, operator, argument).isEmpty())
            .as("%s of %s with %s", operator, type, argument)
            .isEqualTo(model.fits(operator, argument));
      }
    }
  }

  private static String refusal(Schema schema, Operator operator, Value argument) {
    try {
      Check check =
          Check.of(1, schema.attribute(1).type(), DocumentPath.ROOT, operator, List.of(argument));
      return PredicateChecker.problem(schema, Predicate.all(check)).orElse("");
    } catch (ValueException e) {
      return e.getMessage();
    }
  }

  private static Schema schema(AttributeType type) {
    return new Schema(List.of(new Attribute("k", AttributeType.STRING), new Attribute("a", type)));
  }
}
