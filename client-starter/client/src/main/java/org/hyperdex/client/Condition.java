package org.hyperdex.client;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.PredicateChecker;

/**
 * What must be true of an object: all terms of one of several alternatives. Immutable; conditions
 * are put together from the factories, {@link #and} and {@link #or}:
 *
 * <pre>{@code
 * Condition.equal("last", Value.Text.of("Smith"))
 *     .and(Condition.between("phone", new Value.Int(1), new Value.Int(9)))
 *     .or(Condition.contains("tags", Value.Text.of("friend")))
 * }</pre>
 *
 * <p>Attributes are named as text: the key, any other attribute, or a place in a document ({@code
 * order.items[0].price}, see {@link org.hyperdex.core.schema.AttributePath}). Names and values are
 * bound to a schema when the condition is used; only then it shows whether they fit.
 *
 * @param alternatives without any, the condition is true of no object; an alternative without terms
 *     is true of every object
 */
public record Condition(List<List<Term>> alternatives) {
  /** True of every object. */
  public static final Condition ALL = new Condition(List.of(List.of()));

  /** True of no object. */
  public static final Condition NONE = new Condition(List.of());

  /**
   * One comparison.
   *
   * @param attribute the attribute's name, or a path in a document
   * @param operator how to compare
   * @param values what to compare with: any number for {@link Operator#IN}, one for all others
   */
  public record Term(String attribute, Operator operator, List<Value> values) {
    public Term {
      values = List.copyOf(values);
      if (operator != Operator.IN && values.size() != 1) {
        throw new IllegalArgumentException(
            operator.jsonName() + " takes one value, not " + values.size());
      }
    }

    /** A comparison with one value. */
    public Term(String attribute, Operator operator, Value value) {
      this(attribute, operator, List.of(value));
    }
  }

  /**
   * The condition of those alternatives.
   *
   * @throws HyperDexException TOO_LARGE if there are more than any server takes
   */
  public Condition {
    alternatives = alternatives.stream().map(List::copyOf).toList();
    requireSmall(alternatives.size(), terms(alternatives));
  }

  private static long terms(List<List<Term>> alternatives) {
    return alternatives.stream().mapToLong(List::size).sum();
  }

  private static void requireSmall(long alternatives, long terms) {
    if (alternatives > PredicateChecker.MAX_ALTERNATIVES || terms > PredicateChecker.MAX_CHECKS) {
      throw new HyperDexException(
          ErrorCode.TOO_LARGE,
          "a condition may have %d alternatives and %d comparisons, found %d and %d"
              .formatted(
                  PredicateChecker.MAX_ALTERNATIVES,
                  PredicateChecker.MAX_CHECKS,
                  alternatives,
                  terms));
    }
  }

  /** The condition of one term. */
  public static Condition of(Term term) {
    return new Condition(List.of(List.of(term)));
  }

  /** The condition of one comparison with one value. */
  public static Condition of(String attribute, Operator operator, Value value) {
    return of(new Term(attribute, operator, value));
  }

  /** {@code attribute = value}; for all types. */
  public static Condition equal(String attribute, Value value) {
    return of(attribute, Operator.EQUAL, value);
  }

  /** {@code attribute < value}; this and the next ones are for types that have an order. */
  public static Condition lessThan(String attribute, Value value) {
    return of(attribute, Operator.LESS_THAN, value);
  }

  /** {@code attribute <= value}. */
  public static Condition lessOrEqual(String attribute, Value value) {
    return of(attribute, Operator.LESS_EQUAL, value);
  }

  /** {@code attribute >= value}. */
  public static Condition greaterOrEqual(String attribute, Value value) {
    return of(attribute, Operator.GREATER_EQUAL, value);
  }

  /** {@code attribute > value}. */
  public static Condition greaterThan(String attribute, Value value) {
    return of(attribute, Operator.GREATER_THAN, value);
  }

  /** {@code lower <= attribute <= upper}. */
  public static Condition between(String attribute, Value lower, Value upper) {
    return greaterOrEqual(attribute, lower).and(lessOrEqual(attribute, upper));
  }

  /** The attribute equals one of the values; of none if there are none. For all types. */
  public static Condition in(String attribute, List<? extends Value> values) {
    return of(new Term(attribute, Operator.IN, List.copyOf(values)));
  }

  /** The string begins with {@code prefix}. */
  public static Condition prefix(String attribute, String prefix) {
    return of(attribute, Operator.PREFIX, Value.Text.of(prefix));
  }

  /** The string matches {@code expression} somewhere; see {@link org.hyperdex.core.query.Regex}. */
  public static Condition regex(String attribute, String expression) {
    return of(attribute, Operator.REGEX, Value.Text.of(expression));
  }

  /** The list, set or array has the element, the map or object the key. */
  public static Condition contains(String attribute, Value element) {
    return of(attribute, Operator.CONTAINS, element);
  }

  /** The string has exactly so many bytes, the container so many elements. */
  public static Condition lengthEqual(String attribute, long length) {
    return of(attribute, Operator.LENGTH_EQUAL, new Value.Int(length));
  }

  /** The string has at most so many bytes, the container so many elements. */
  public static Condition lengthLessOrEqual(String attribute, long length) {
    return of(attribute, Operator.LENGTH_LESS_EQUAL, new Value.Int(length));
  }

  /** The string has at least so many bytes, the container so many elements. */
  public static Condition lengthGreaterOrEqual(String attribute, long length) {
    return of(attribute, Operator.LENGTH_GREATER_EQUAL, new Value.Int(length));
  }

  /**
   * Both conditions. The alternatives are all pairs of theirs.
   *
   * @throws HyperDexException TOO_LARGE if those are more than any server takes
   */
  public Condition and(Condition other) {
    long mineTimes = other.alternatives.size();
    long itsTimes = alternatives.size();
    // Before the pairs are made: they may be a thousand times what both are.
    requireSmall(
        mineTimes * itsTimes,
        mineTimes * terms(alternatives) + itsTimes * terms(other.alternatives));
    List<List<Term>> pairs = new ArrayList<>();
    for (List<Term> mine : alternatives) {
      for (List<Term> its : other.alternatives) {
        List<Term> both = new ArrayList<>(mine);
        both.addAll(its);
        pairs.add(both);
      }
    }
    return new Condition(pairs);
  }

  /**
   * One of both conditions.
   *
   * @throws HyperDexException TOO_LARGE if there are more alternatives than any server takes
   */
  public Condition or(Condition other) {
    List<List<Term>> both = new ArrayList<>(alternatives);
    both.addAll(other.alternatives);
    return new Condition(both);
  }
}
