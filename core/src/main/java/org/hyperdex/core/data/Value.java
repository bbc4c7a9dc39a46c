package org.hyperdex.core.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A value of an attribute, decoded.
 *
 * <p>Values appear at the edges (REST, clients, tests); inside the system they stay encoded ({@link
 * ValueCodec}).
 */
public sealed interface Value {
  /**
   * What kind of value it is, in the words of the space description language, without parameters.
   */
  default String typeName() {
    return switch (this) {
      case Text _ -> "string";
      case Int _ -> "int";
      case Float _ -> "float";
      case Timestamp _ -> "timestamp";
      case Document _ -> "document";
      case ListOf _ -> "list";
      case SetOf _ -> "set";
      case MapOf _ -> "map";
    };
  }

  /**
   * Values that may be elements of containers. Of two values of one type the smaller number or the
   * bytewise smaller string comes first; strings come before integers and those before floats.
   */
  sealed interface Scalar extends Value, Comparable<Scalar> {
    @Override
    default int compareTo(Scalar other) {
      return switch (this) {
        case Text a when other instanceof Text b -> a.bytes().compareTo(b.bytes());
        case Int a when other instanceof Int b -> Long.compare(a.value(), b.value());
        case Float a when other instanceof Float b -> Double.compare(a.value(), b.value());
        default -> Integer.compare(rank(this), rank(other));
      };
    }

    private static int rank(Scalar scalar) {
      return switch (scalar) {
        case Text _ -> 0;
        case Int _ -> 1;
        case Float _ -> 2;
      };
    }
  }

  /** A string of bytes, usually UTF-8. */
  record Text(Bytes bytes) implements Scalar {
    /** The value of {@code text} in UTF-8. */
    public static Text of(String text) {
      return new Text(Bytes.utf8(text));
    }
  }

  /** A signed 64-bit integer. */
  record Int(long value) implements Scalar {}

  /**
   * A double. Negative zero becomes zero and every NaN the canonical one, which is the greatest.
   */
  // The language calls the type float; outside this file it is always written Value.Float.
  @SuppressWarnings("AvoidCommonTypeNames")
  record Float(double value) implements Scalar {
    public Float {
      value = NumberOrder.canonical(value);
    }
  }

  /** Microseconds since the Unix epoch. */
  record Timestamp(long epochMicros) implements Value {}

  /** A JSON value. */
  record Document(Json json) implements Value {
    /**
     * The document that {@code value} is: a string or number is the JSON of that kind.
     *
     * @throws ValueException (WRONG_TYPE, NOT_UNICODE, NOT_FINITE) if it is none
     */
    public static Document of(Value value) {
      return switch (value) {
        case Document document -> document;
        case Int(long number) -> new Document(new Json.Int(number));
        case Float(double number) -> new Document(new Json.Real(number));
        case Text(Bytes bytes) when Utf8.isValid(bytes) ->
            new Document(new Json.Text(bytes.toUtf8()));
        case Text _ ->
            throw new ValueException(
                ValueException.Problem.NOT_UNICODE,
                "a string of a document must be UTF-8, found other bytes");
        case Timestamp _, ListOf _, SetOf _, MapOf _ ->
            throw ValueException.wrongType("document", value.typeName());
      };
    }
  }

  /** The elements in order. */
  record ListOf(List<Scalar> elements) implements Value {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  /**
   * The elements, strictly ascending. They may be handed over in any order; an element given twice
   * is a {@link ValueException} (DUPLICATE).
   */
  record SetOf(List<Scalar> elements) implements Value {
    public SetOf {
      elements = ascending(elements, Comparator.naturalOrder(), "set", "element");
    }
  }

  /**
   * The entries, keys strictly ascending. They may be handed over in any order; a key given twice
   * is a {@link ValueException} (DUPLICATE).
   */
  record MapOf(List<Entry> entries) implements Value {
    public MapOf {
      entries = ascending(entries, Comparator.comparing(Entry::key), "map", "key");
    }
  }

  /** One entry of a map. */
  record Entry(Scalar key, Scalar value) {}

  private static <T> List<T> ascending(
      List<T> given, Comparator<T> order, String container, String part) {
    List<T> sorted = new ArrayList<>(given);
    sorted.sort(order);
    for (int i = 1; i < sorted.size(); i++) {
      if (order.compare(sorted.get(i - 1), sorted.get(i)) == 0) {
        throw new ValueException(
            ValueException.Problem.DUPLICATE,
            "a " + container + " may not hold the same " + part + " twice: " + sorted.get(i));
      }
    }
    return List.copyOf(sorted);
  }
}
