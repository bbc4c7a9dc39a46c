package org.hyperdex.core.data;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A JSON value as a tree: what a document attribute holds.
 *
 * <p>Two values are equal if they are the same JSON: the order of an object's members does not
 * matter, an integer and a real number differ even if they are numerically equal.
 */
public sealed interface Json {
  /** The constants {@code null}, {@code true} and {@code false}. */
  enum Constant implements Json {
    NULL,
    TRUE,
    FALSE
  }

  /** An integer that fits 64 bits. */
  record Int(long value) implements Json {}

  /**
   * Any other number. It must be finite, else a {@link ValueException} (NOT_FINITE) is thrown;
   * negative zero becomes zero.
   */
  record Real(double value) implements Json {
    public Real {
      if (!Double.isFinite(value)) {
        throw new ValueException(
            ValueException.Problem.NOT_FINITE,
            "a number in a document must be finite and within the range of a double, not " + value);
      }
      value = NumberOrder.canonical(value);
    }
  }

  /** A string of Unicode characters. */
  record Text(String value) implements Json {}

  /** An array. */
  record Array(List<Json> elements) implements Json {
    public Array {
      elements = List.copyOf(elements);
    }
  }

  /**
   * An object. Iteration follows the order of the given members, which does not matter to equality;
   * stored documents keep their members ascending by name, so that equal documents are equal bytes.
   */
  record Obj(Map<String, Json> members) implements Json {
    public Obj {
      LinkedHashMap<String, Json> copy = new LinkedHashMap<>();
      members.forEach(
          (name, value) -> copy.put(Objects.requireNonNull(name), Objects.requireNonNull(value)));
      members = Collections.unmodifiableMap(copy);
    }
  }

  /**
   * The number {@code value}, as an integer where it was written as one and fits. A number beyond
   * the range of a double is a {@link ValueException} (NOT_FINITE).
   */
  static Json number(BigDecimal value, boolean integral) {
    return integral && fitsLong(value)
        ? new Int(value.longValueExact())
        : new Real(value.doubleValue());
  }

  private static boolean fitsLong(BigDecimal value) {
    return value.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
        && value.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
  }
}
