package org.hyperdex.simulation.check;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/**
 * What predicates mean, by decoded values and nothing of what servers evaluate them with. Schemas
 * have strings, numbers, and sets of strings.
 */
final class Meaning {
  private final Schema schema;

  Meaning(Schema schema) {
    this.schema = schema;
  }

  /** How many columns a row has. */
  int columns() {
    return schema.size() - 1;
  }

  /** The row a change begins with when there is no object. */
  Bytes zeroRow() {
    List<Bytes> zeros = new ArrayList<>();
    for (Attribute attribute : schema.attributes().subList(1, schema.size())) {
      zeros.add(ValueCodec.zero(attribute.type()));
    }
    return Row.of(zeros);
  }

  /** Whether {@code predicate} is true of the object. */
  boolean matches(Predicate predicate, Bytes key, Bytes row) {
    return predicate.alternatives().stream()
        .anyMatch(checks -> checks.stream().allMatch(check -> holds(check, key, row)));
  }

  private boolean holds(Check check, Bytes key, Bytes row) {
    AttributeType type = schema.attribute(check.attribute()).type();
    Value value =
        ValueCodec.decode(
            type, check.attribute() == 0 ? key : Row.column(row, check.attribute() - 1));
    if (check.operator() == Operator.IN) {
      return check.values().stream().anyMatch(each -> ValueCodec.decode(type, each).equals(value));
    }
    AttributeType wanted = check.operator().argument(type).orElseThrow();
    Value argument = ValueCodec.decode(wanted, check.argument());
    return switch (check.operator()) {
      case EQUAL -> value.equals(argument);
      case LESS_THAN -> order(value, argument) < 0;
      case LESS_EQUAL -> order(value, argument) <= 0;
      case GREATER_EQUAL -> order(value, argument) >= 0;
      case GREATER_THAN -> order(value, argument) > 0;
      case PREFIX -> begins(bytes(value), bytes(argument));
      case REGEX -> found(bytes(value), bytes(argument));
      case CONTAINS -> value instanceof Value.SetOf set && set.elements().contains(argument);
      case LENGTH_EQUAL -> length(value) == number(argument);
      case LENGTH_LESS_EQUAL -> length(value) <= number(argument);
      case LENGTH_GREATER_EQUAL -> length(value) >= number(argument);
      case IN -> throw new IllegalStateException("has been answered");
    };
  }

  private static int order(Value value, Value argument) {
    return ((Value.Scalar) value).compareTo((Value.Scalar) argument);
  }

  private static byte[] bytes(Value value) {
    return ((Value.Text) value).bytes().array();
  }

  private static long number(Value value) {
    return ((Value.Int) value).value();
  }

  private static boolean begins(byte[] text, byte[] beginning) {
    return text.length >= beginning.length
        && Arrays.equals(Arrays.copyOf(text, beginning.length), beginning);
  }

  /** The JDK's expressions are not linear, and right. */
  private static boolean found(byte[] text, byte[] expression) {
    return Pattern.compile(new String(expression, StandardCharsets.UTF_8), Pattern.DOTALL)
        .matcher(new String(text, StandardCharsets.UTF_8))
        .find();
  }

  private static long length(Value value) {
    return value instanceof Value.SetOf set ? set.elements().size() : bytes(value).length;
  }
}
