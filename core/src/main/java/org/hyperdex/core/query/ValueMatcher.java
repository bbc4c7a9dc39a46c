package org.hyperdex.core.query;

import java.util.Arrays;
import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.BigEndian;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Elements;
import org.hyperdex.core.data.NumberOrder;

/** A check without its attribute: true or false of an encoded value, wherever its bytes lie. */
interface ValueMatcher {
  /** Whether the check is true of the value from {@code from} to {@code to}; allocates nothing. */
  boolean matches(byte[] array, int from, int to);

  /** What {@code check} asks of values of {@code type}. */
  static ValueMatcher of(AttributeType type, Check check, Regexes regexes) {
    if (type instanceof AttributeType.Document) {
      return DocumentMatcher.of(check, regexes);
    }
    Operator operator = check.operator();
    byte[] argument = check.argument().array();
    return switch (operator) {
      case EQUAL -> equal(argument);
      case LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN ->
          (array, from, to) ->
              operator.holds(Arrays.compareUnsigned(array, from, to, argument, 0, argument.length));
      case IN -> oneOf(check.values());
      case PREFIX -> prefix(argument);
      case REGEX -> regexes.of(check.argument())::matches;
      case CONTAINS -> contains(type, check.argument());
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> {
        long wanted = integer(argument);
        yield (array, from, to) ->
            operator.holds(Long.compare(length(type, array, from, to), wanted));
      }
    };
  }

  /** The value's bytes are {@code argument}. */
  static ValueMatcher equal(byte[] argument) {
    return (array, from, to) -> Arrays.equals(array, from, to, argument, 0, argument.length);
  }

  /** The value begins with {@code argument}. */
  static ValueMatcher prefix(byte[] argument) {
    return (array, from, to) ->
        to - from >= argument.length
            && Arrays.equals(array, from, from + argument.length, argument, 0, argument.length);
  }

  /** The value's bytes are among {@code ascending}. */
  static ValueMatcher oneOf(List<Bytes> ascending) {
    Bytes[] values = ascending.toArray(Bytes[]::new);
    return (array, from, to) -> {
      int low = 0;
      int high = values.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        byte[] value = values[middle].array();
        int comparison = Arrays.compareUnsigned(array, from, to, value, 0, value.length);
        if (comparison == 0) {
          return true;
        }
        low = comparison > 0 ? middle + 1 : low;
        high = comparison < 0 ? middle - 1 : high;
      }
      return false;
    };
  }

  /** The integer that {@code argument} encodes. */
  static long integer(byte[] argument) {
    return NumberOrder.toInt(BigEndian.getLong(argument, 0));
  }

  private static ValueMatcher contains(AttributeType type, Bytes argument) {
    return switch (type) {
      case AttributeType.ListOf list -> containsElement(list.element(), argument);
      case AttributeType.SetOf set -> containsElement(set.element(), argument);
      case AttributeType.MapOf map -> {
        byte[] key = Elements.of(map.key(), argument).array();
        yield (array, from, to) -> {
          int at = from;
          while (at < to) {
            int end = Elements.next(map.key(), array, at);
            if (Arrays.equals(array, at, end, key, 0, key.length)) {
              return true;
            }
            at = Elements.next(map.value(), array, end);
          }
          return false;
        };
      }
      case Primitive _, AttributeType.Timestamp _, AttributeType.Document _ ->
          throw new IllegalArgumentException("contains does not apply to " + type.description());
    };
  }

  private static ValueMatcher containsElement(Primitive type, Bytes argument) {
    byte[] element = Elements.of(type, argument).array();
    return (array, from, to) -> {
      int at = from;
      while (at < to) {
        int end = Elements.next(type, array, at);
        if (Arrays.equals(array, at, end, element, 0, element.length)) {
          return true;
        }
        at = end;
      }
      return false;
    };
  }

  private static int length(AttributeType type, byte[] array, int from, int to) {
    return switch (type) {
      case AttributeType.ListOf list -> Elements.count(list.element(), array, from, to);
      case AttributeType.SetOf set -> Elements.count(set.element(), array, from, to);
      case AttributeType.MapOf map -> {
        int count = 0;
        for (int at = from; at < to; count++) {
          at = Elements.next(map.value(), array, Elements.next(map.key(), array, at));
        }
        yield count;
      }
      case Primitive _, AttributeType.Timestamp _, AttributeType.Document _ -> to - from;
    };
  }
}
