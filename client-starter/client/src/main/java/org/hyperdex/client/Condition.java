package org.hyperdex.client;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;

/**
 * What must be true of an object: all terms. Without a term it is true of every object.
 *
 * @param terms the comparisons, by attribute name; the client binds them to the space's schema
 */
public record Condition(List<Term> terms) {
  /** True of every object. */
  public static final Condition ALL = new Condition(List.of());

  /**
   * One comparison.
   *
   * @param attribute the attribute's name; may be the key
   * @param operator how to compare; others than EQUAL need a type that has an order
   * @param value a value of the attribute's type
   */
  public record Term(String attribute, Operator operator, Value value) {}

  public Condition {
    terms = List.copyOf(terms);
  }

  /** The condition of one term. */
  public static Condition of(String attribute, Operator operator, Value value) {
    return new Condition(List.of(new Term(attribute, operator, value)));
  }

  /** {@code attribute = value}. */
  public static Condition equal(String attribute, Value value) {
    return of(attribute, Operator.EQUAL, value);
  }

  /** {@code lower <= attribute <= upper}. */
  public static Condition between(String attribute, Value lower, Value upper) {
    return of(attribute, Operator.GREATER_EQUAL, lower)
        .and(of(attribute, Operator.LESS_EQUAL, upper));
  }

  /** Both conditions. */
  public Condition and(Condition other) {
    List<Term> both = new ArrayList<>(terms);
    both.addAll(other.terms);
    return new Condition(both);
  }
}
