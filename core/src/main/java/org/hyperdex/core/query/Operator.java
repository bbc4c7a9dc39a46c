package org.hyperdex.core.query;

import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;

/**
 * How a check compares a value with its argument. The order of the constants is on the wire.
 *
 * <p>In a document a value is compared as its own JSON type: of two types the check is false, an
 * integer and a real number included. Numbers and strings have an order, the other types only
 * equality, in which the order of members does not matter.
 */
public enum Operator {
  EQUAL("eq"),
  LESS_THAN("lt"),
  LESS_EQUAL("le"),
  GREATER_EQUAL("ge"),
  GREATER_THAN("gt"),
  /** Equals one of several values. */
  IN("in"),
  /** The string begins with the argument, byte by byte. */
  PREFIX("prefix"),
  /** The string matches a {@link Regex} somewhere. */
  REGEX("regex"),
  /** The list or set has the element, the map or the document's object the key. */
  CONTAINS("contains"),
  /** The string has so many bytes, the container so many elements. */
  LENGTH_EQUAL("length_eq"),
  /** At most so many. */
  LENGTH_LESS_EQUAL("length_le"),
  /** At least so many. */
  LENGTH_GREATER_EQUAL("length_ge");

  private final String jsonName;

  Operator(String jsonName) {
    this.jsonName = jsonName;
  }

  /** The operator's name in predicates of the REST API. */
  public String jsonName() {
    return jsonName;
  }

  /** The operator that predicates of the REST API call {@code jsonName}, if there is one. */
  public static Optional<Operator> named(String jsonName) {
    for (Operator operator : values()) {
      if (operator.jsonName.equals(jsonName)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** Whether attributes of {@code type}, or values in one of them, may be compared so. */
  public boolean appliesTo(AttributeType type) {
    return argument(type).isPresent();
  }

  /**
   * The type of the argument for attributes of {@code type}, of {@link #IN} that of each value;
   * empty if the operator does not apply to them.
   */
  public Optional<AttributeType> argument(AttributeType type) {
    boolean inDocument = type instanceof AttributeType.Document;
    return switch (this) {
      case EQUAL, IN -> Optional.of(type);
      case LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN ->
          type.comparable() || inDocument ? Optional.of(type) : Optional.empty();
      case PREFIX, REGEX ->
          type == Primitive.STRING || inDocument ? Optional.of(Primitive.STRING) : Optional.empty();
      case CONTAINS ->
          switch (type) {
            case AttributeType.ListOf list -> Optional.of(list.element());
            case AttributeType.SetOf set -> Optional.of(set.element());
            case AttributeType.MapOf map -> Optional.of(map.key());
            case AttributeType.Document document -> Optional.of(document);
            case Primitive _, AttributeType.Timestamp _ -> Optional.empty();
          };
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          type == Primitive.STRING || inDocument || type instanceof AttributeType.Container
              ? Optional.of(Primitive.INT)
              : Optional.empty();
    };
  }

  /**
   * Whether the operator holds between a value, or its length, and an argument of which {@code
   * comparison} is the three-way comparison: negative if the value is less, zero if they are equal.
   *
   * @throws IllegalArgumentException if the operator does not go by an order
   */
  public boolean holds(int comparison) {
    return switch (this) {
      case EQUAL, LENGTH_EQUAL -> comparison == 0;
      case LESS_THAN -> comparison < 0;
      case LESS_EQUAL, LENGTH_LESS_EQUAL -> comparison <= 0;
      case GREATER_EQUAL, LENGTH_GREATER_EQUAL -> comparison >= 0;
      case GREATER_THAN -> comparison > 0;
      case IN, PREFIX, REGEX, CONTAINS ->
          throw new IllegalArgumentException(this + " does not go by an order");
    };
  }
}
