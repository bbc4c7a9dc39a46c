package org.hyperdex.springdata;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.query.Operator;

/**
 * Which objects are meant, in terms of properties: those for which all criteria are true.
 *
 * <pre>
 * Query.where("last").is("Doe").and("phone").between(5550000L, 5559999L)
 * </pre>
 *
 * @param criteria the comparisons; none for all objects
 */
public record Query(List<Criterion> criteria) {
  /** All objects of a class. */
  public static final Query ALL = new Query(List.of());

  /**
   * One comparison.
   *
   * @param property the property's name
   * @param operator how to compare; others than EQUAL need a type that has an order
   * @param value what to compare with, as objects of the class have it
   */
  public record Criterion(String property, Operator operator, Object value) {}

  public Query {
    criteria = List.copyOf(criteria);
  }

  /** The start of a query: a comparison with that property. */
  public static Comparison where(String property) {
    return ALL.and(property);
  }

  /** Another comparison, which must be true as well. */
  public Comparison and(String property) {
    return new Comparison(this, property);
  }

  private Query with(String property, Operator operator, Object value) {
    List<Criterion> all = new ArrayList<>(criteria);
    all.add(new Criterion(property, operator, value));
    return new Query(all);
  }

  /** A comparison of which only the property is known. */
  public static final class Comparison {
    private final Query query;
    private final String property;

    private Comparison(Query query, String property) {
      this.query = query;
      this.property = property;
    }

    /** Equal to {@code value}. */
    public Query is(Object value) {
      return query.with(property, Operator.EQUAL, value);
    }

    /** Less than {@code value}. */
    public Query lessThan(Object value) {
      return query.with(property, Operator.LESS_THAN, value);
    }

    /** Less than or equal to {@code value}. */
    public Query lessThanOrEqualTo(Object value) {
      return query.with(property, Operator.LESS_EQUAL, value);
    }

    /** Greater than {@code value}. */
    public Query greaterThan(Object value) {
      return query.with(property, Operator.GREATER_THAN, value);
    }

    /** Greater than or equal to {@code value}. */
    public Query greaterThanOrEqualTo(Object value) {
      return query.with(property, Operator.GREATER_EQUAL, value);
    }

    /** From {@code lower} to {@code upper}, both included. */
    public Query between(Object lower, Object upper) {
      return greaterThanOrEqualTo(lower).and(property).lessThanOrEqualTo(upper);
    }
  }
}
