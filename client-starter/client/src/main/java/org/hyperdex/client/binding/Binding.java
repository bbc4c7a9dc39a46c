package org.hyperdex.client.binding;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.function.Arguments;
import org.hyperdex.core.function.CallChecker;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.Regex;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.core.schema.SpaceLimits;

/**
 * Turns names and values into positions and bytes, or says precisely why that cannot be.
 *
 * <p>What passes here makes sense to every server: what a server cannot read is a defect. All
 * failures are {@link org.hyperdex.client.HyperDexException}s that name the attribute.
 */
public final class Binding {
  /** With a largest key and row, a condition of this size still fits a message. */
  private static final int CONDITION_BYTES = 8 << 20;

  private Binding() {}

  /** The bytes of a key. */
  public static Bytes key(Schema schema, Value key) {
    Bytes encoded = encoded(Place.of(schema, schema.key().name()), schema.key().type(), key);
    BindingFailure.requireSmall(schema.key().name(), encoded.length(), SpaceLimits.KEY_BYTES);
    return encoded;
  }

  /** Fails if {@code attribute} is too long to name an attribute, or a place in a document. */
  public static void requireNameable(String attribute) {
    BindingFailure.requireSmall(
        "attribute", attribute.length(), SpaceLimits.NAME_BYTES + 2 * DocumentPath.MAX_BYTES);
  }

  /** The columns of those attributes; the key may be among them. */
  public static Columns columns(Schema schema, List<String> attributes) {
    return Columns.of(attributes.stream().map(name -> Place.attribute(schema, name)).toList());
  }

  /** The predicate that {@code condition} means. */
  public static Predicate predicate(Schema schema, Condition condition) {
    if (condition.equals(Condition.ALL)) {
      return Predicate.TRUE;
    }
    List<List<Check>> alternatives = new ArrayList<>(condition.alternatives().size());
    long bytes = 0;
    for (List<Condition.Term> terms : condition.alternatives()) {
      List<Check> checks = new ArrayList<>(terms.size());
      for (Condition.Term term : terms) {
        Check check = check(Place.of(schema, term.attribute()), term);
        bytes += check.argument().length() + check.path().mostTextBytes();
        BindingFailure.requireSmall(term.attribute(), bytes, CONDITION_BYTES);
        checks.add(check);
      }
      alternatives.add(checks);
    }
    return new Predicate(alternatives);
  }

  private static Check check(Place place, Condition.Term term) {
    Operator operator = term.operator();
    Optional<AttributeType> argument = operator.argument(place.type());
    if (argument.isEmpty()) {
      throw BindingFailure.of(
          ErrorCode.WRONG_TYPE,
          place.name(),
          "a type to which '" + operator.jsonName() + "' applies",
          place.type().description());
    }
    List<Bytes> values =
        term.values().stream().map(value -> encoded(place, argument.get(), value)).toList();
    if (operator == Operator.IN) {
      return Check.in(place.position(), place.path(), values);
    }
    if (operator == Operator.REGEX) {
      requireRegex(place, values.getFirst());
    }
    return new Check(place.position(), place.path(), operator, values.getFirst());
  }

  private static void requireRegex(Place place, Bytes expression) {
    try {
      Regex _ = Regex.of(expression);
    } catch (ValueException e) {
      throw BindingFailure.of(
          e, place.name(), "a regular expression", "'" + expression.toUtf8() + "'");
    }
  }

  /** The change that {@code operation} means. */
  public static Change change(Schema schema, WriteOperation operation) {
    return operation.deletion() ? new Delete() : new Update(functions(schema, operation.steps()));
  }

  private static List<FunctionCall> functions(Schema schema, List<FunctionCalls.Step> steps) {
    if (steps.size() > CallChecker.MAX_CALLS) {
      throw BindingFailure.of(
          ErrorCode.TOO_LARGE,
          "functions",
          "at most " + CallChecker.MAX_CALLS,
          String.valueOf(steps.size()));
    }
    List<FunctionCall> functions = new ArrayList<>(steps.size());
    long bytes = 0;
    for (FunctionCalls.Step step : steps) {
      FunctionCall function = function(Place.of(schema, step.attribute()), step);
      bytes += function.argument().length() + function.path().mostTextBytes();
      BindingFailure.requireSmall(step.attribute(), bytes, Row.MAX_BYTES);
      functions.add(function);
    }
    return functions;
  }

  private static FunctionCall function(Place place, FunctionCalls.Step step) {
    if (place.position() == 0) {
      throw BindingFailure.of(
          ErrorCode.KEY_NOT_WRITABLE,
          place.name(),
          "attributes other than the key",
          "the key, which never changes");
    }
    Function function = step.function();
    if (Signatures.argument(function, place.type()).isEmpty()) {
      throw BindingFailure.of(
          ErrorCode.WRONG_TYPE,
          place.name(),
          "a type to which '" + function.operation() + "' applies",
          place.type().description());
    }
    FunctionCall bound =
        new FunctionCall(
            place.position(), place.path(), function, argument(place, function, step.argument()));
    CallChecker.unmet(place.type(), bound)
        .ifPresent(expected -> {
          throw BindingFailure.of(
              ErrorCode.WRONG_TYPE,
              place.name(),
              expected + " for '" + function.operation() + "'",
              described(step.argument()));
        });
    return bound;
  }

  private static Bytes argument(Place place, Function function, Value argument) {
    try {
      return Arguments.encode(function, place.type(), argument);
    } catch (ValueException e) {
      throw BindingFailure.of(e, place.name(), place.type().description(), argument.typeName());
    }
  }

  /** Where a document is wanted, strings and numbers are taken for JSON. */
  private static Bytes encoded(Place place, AttributeType type, Value value) {
    try {
      return ValueCodec.encode(
          type, type instanceof AttributeType.Document ? Value.Document.of(value) : value);
    } catch (ValueException e) {
      throw BindingFailure.of(e, place.name(), type.description(), value.typeName());
    }
  }

  /** Short values as they are, others by their type. */
  private static String described(Value value) {
    return switch (value) {
      case Value.Int(long number) -> "int " + number;
      case Value.Float(double number) -> "float " + number;
      default -> value.typeName();
    };
  }
}
