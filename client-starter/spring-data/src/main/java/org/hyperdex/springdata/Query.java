package org.hyperdex.springdata;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.hyperdex.core.query.Operator;

/**
 * Which objects are meant, in terms of properties: those for which all criteria of one of several
 * alternatives are true.
 *
 * <pre>
 * Query.where("last").is("Doe").and("phone").between(5550000L, 5559999L)
 *     .or(Query.where("tags").contains("friend"))
 * </pre>
 *
 * @param alternatives without any, no object is meant; an alternative without criteria means all
 */
public record Query(List<List<Criterion>> alternatives) {
  /** All objects of a class. */
  public static final Query ALL = new Query(List.of(List.of()));

  /**
   * One comparison.
   *
   * @param property the property's name
   * @param operator how to compare
   * @param values what to compare with, as objects of the class have it: any number for {@link
   *     Operator#IN}, one for all others
   */
  public record Criterion(String property, Operator operator, List<Object> values) {
    public Criterion {
      values = List.copyOf(values);
    }
  }

  public Query {
    alternatives = alternatives.stream().map(List::copyOf).toList();
  }

  /** The start of a query: a comparison with that property. */
  public static Comparison where(String property) {
    return ALL.and(property);
  }

  /** Another comparison, which must be true as well. */
  public Comparison and(String property) {
    return new Comparison(this, property);
  }

  /** What this query means, and what another one does. */
  public Query or(Query other) {
    List<List<Criterion>> both = new ArrayList<>(alternatives);
    both.addAll(other.alternatives);
    return new Query(both);
  }

  private Query with(Criterion criterion) {
    return new Query(
        alternatives.stream()
            .map(criteria -> {
              List<Criterion> all = new ArrayList<>(criteria);
              all.add(criterion);
              return all;
            })
            .toList());
  }

  /** A comparison of which only the property is known. */
  public static final class Comparison {
    private final Query query;
    private final String property;

    private Comparison(Query query, String property) {
      this.query = query;
      this.property = property;
    }

    private Query with(Operator operator, Object value) {
      return query.with(new Criterion(property, operator, List.of(value)));
    }

    /** Equal to {@code value}. */
    public Query is(Object value) {
      return with(Operator.EQUAL, value);
    }

    /** Equal to one of {@code values}; to none if there are none. */
    public Query in(Collection<?> values) {
      return query.with(new Criterion(property, Operator.IN, List.copyOf(values)));
    }

    /** Less than {@code value}. */
    public Query lessThan(Object value) {
      return with(Operator.LESS_THAN, value);
    }

    /** Less than or equal to {@code value}. */
    public Query lessThanOrEqualTo(Object value) {
      return with(Operator.LESS_EQUAL, value);
    }

    /** Greater than {@code value}. */
    public Query greaterThan(Object value) {
      return with(Operator.GREATER_THAN, value);
    }

    /** Greater than or equal to {@code value}. */
    public Query greaterThanOrEqualTo(Object value) {
      return with(Operator.GREATER_EQUAL, value);
    }

    /** From {@code lower} to {@code upper}, both included. */
    public Query between(Object lower, Object upper) {
      return greaterThanOrEqualTo(lower).and(property).lessThanOrEqualTo(upper);
    }

    /** A string that begins with {@code prefix}. */
    public Query startingWith(Object prefix) {
      return with(Operator.PREFIX, prefix);
    }

    /** A string in which {@code expression} matches somewhere; in the dialect of RE2. */
    public Query matches(String expression) {
      return with(Operator.REGEX, expression);
    }

    /** A list or set with {@code element}, or a map with that key. */
    public Query contains(Object element) {
      return with(Operator.CONTAINS, element);
    }

    /** A string of so many bytes, or a container of so many elements. */
    public Query lengthIs(long length) {
      return with(Operator.LENGTH_EQUAL, length);
    }

    /** A string of at most so many bytes, or a container of at most so many elements. */
    public Query lengthAtMost(long length) {
      return with(Operator.LENGTH_LESS_EQUAL, length);
    }

    /** A string of at least so many bytes, or a container of at least so many elements. */
    public Query lengthAtLeast(long length) {
      return with(Operator.LENGTH_GREATER_EQUAL, length);
    }
  }
}
