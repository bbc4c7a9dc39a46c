package org.hyperdex.core.query;

import java.util.Optional;
import org.hyperdex.core.data.AttributeType;

/**
 * How a check compares an attribute with its argument. The order of the constants is on the wire.
 */
public enum Operator {
  EQUAL("eq"),
  LESS_THAN("lt"),
  LESS_EQUAL("le"),
  GREATER_EQUAL("ge"),
  GREATER_THAN("gt");

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

  /**
   * Whether attributes of {@code type} may be compared so: all for equality, the ordered for order.
   */
  public boolean appliesTo(AttributeType type) {
    return this == EQUAL || type.comparable();
  }

  /**
   * Whether the operator holds between an attribute and an argument of which {@code comparison} is
   * the three-way comparison: negative if the attribute is less, zero if they are equal.
   */
  public boolean holds(int comparison) {
    return switch (this) {
      case EQUAL -> comparison == 0;
      case LESS_THAN -> comparison < 0;
      case LESS_EQUAL -> comparison <= 0;
      case GREATER_EQUAL -> comparison >= 0;
      case GREATER_THAN -> comparison > 0;
    };
  }
}
