package org.hyperdex.simulation.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What predicates mean, by {@linkplain Plain plain} values and nothing of what servers evaluate
 * them with.
 */
final class Meaning {
  private final Schema schema;

  /** The same rows and checks are looked at again and again, in every order that is tried. */
  private final Map<Bytes, Object[]> objects = new HashMap<>();

  private final IdentityHashMap<Check, List<Object>> arguments = new IdentityHashMap<>();

  Meaning(Schema schema) {
    this.schema = schema;
  }

  /** The row a change begins with when there is no object. */
  Bytes zeroRow() {
    return Row.of(
        schema.attributes().stream().skip(1).map(Attribute::type).map(ValueCodec::zero).toList());
  }

  /** Whether {@code predicate} is true of the object. */
  boolean matches(Predicate predicate, Bytes key, Bytes row) {
    return predicate.alternatives().stream()
        .anyMatch(checks -> checks.stream().allMatch(check -> holds(check, key, row)));
  }

  private boolean holds(Check check, Bytes key, Bytes row) {
    Object found = Places.find(value(check.attribute(), key, row), check.path());
    return found != null
        && holds(check.operator(), found, arguments.computeIfAbsent(check, this::arguments));
  }

  /** The value of the attribute at {@code position}. */
  Object value(int position, Bytes key, Bytes row) {
    AttributeType type = schema.attribute(position).type();
    if (position == 0) {
      return Plain.of(type, key);
    }
    @Nullable Object[] known = objects.computeIfAbsent(row, _ -> new Object[schema.size()]);
    Object value = known[position];
    if (value == null) {
      value = Plain.of(type, Row.column(row, position - 1));
      known[position] = value;
    }
    return value;
  }

  private List<Object> arguments(Check check) {
    AttributeType type = schema.attribute(check.attribute()).type();
    AttributeType wanted = check.operator().argument(type).orElseThrow();
    List<Bytes> encoded =
        check.operator() == Operator.IN ? check.values() : List.of(check.argument());
    return encoded.stream().map(each -> Plain.of(wanted, each)).toList();
  }

  private static boolean holds(Operator operator, Object value, List<Object> arguments) {
    if (operator == Operator.IN) {
      return arguments.contains(value);
    }
    Object argument = arguments.getFirst();
    return switch (operator) {
      case EQUAL -> value.equals(argument);
      case LESS_THAN -> isOrdered(value, argument) && order(value, argument) < 0;
      case LESS_EQUAL -> isOrdered(value, argument) && order(value, argument) <= 0;
      case GREATER_EQUAL -> isOrdered(value, argument) && order(value, argument) >= 0;
      case GREATER_THAN -> isOrdered(value, argument) && order(value, argument) > 0;
      case PREFIX -> value instanceof Bytes text && begins(text.array(), bytes(argument));
      case REGEX -> value instanceof Bytes text && found(text.array(), bytes(argument));
      case CONTAINS ->
          switch (value) {
            case SortedMap<?, ?> map -> map.keySet().stream().anyMatch(argument::equals);
            case Collection<?> elements -> elements.stream().anyMatch(argument::equals);
            default -> false;
          };
      case LENGTH_EQUAL -> length(value) == (Long) argument;
      case LENGTH_LESS_EQUAL -> length(value) >= 0 && length(value) <= (Long) argument;
      case LENGTH_GREATER_EQUAL -> length(value) >= 0 && length(value) >= (Long) argument;
      case IN -> throw new IllegalStateException("has been answered");
    };
  }

  /** In documents there are values of two kinds, and some without an order. */
  private static boolean isOrdered(Object value, Object argument) {
    return value.getClass() == argument.getClass()
        && (value instanceof Bytes || value instanceof Number);
  }

  /** The order of two strings, or two numbers of one kind. */
  static int order(Object a, Object b) {
    return switch (a) {
      case Bytes text -> text.compareTo((Bytes) b);
      case Long number -> number.compareTo((Long) b);
      case Double number -> number.compareTo((Double) b);
      default -> throw new IllegalArgumentException("no order of " + a);
    };
  }

  private static byte[] bytes(Object text) {
    return ((Bytes) text).array();
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

  /** -1 of what has none. */
  private static long length(Object value) {
    return switch (value) {
      case Bytes text -> text.length();
      case SortedMap<?, ?> map -> map.size();
      case Collection<?> elements -> elements.size();
      default -> -1;
    };
  }
}
