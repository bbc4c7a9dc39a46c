package org.hyperdex.core.query;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.schema.Schema;

/**
 * A predicate bound to a schema: decides on an object's encoded key and row.
 *
 * <p>The predicate must have passed {@link PredicateChecker}, and rows must be well-formed ones of
 * the schema. But for regular expressions, nothing is decoded and nothing is allocated. Any number
 * of threads may use one.
 */
public final class Evaluation {
  private record BoundCheck(int attribute, ValueMatcher matcher) {
    boolean holds(Bytes key, Bytes row) {
      return attribute == 0
          ? matcher.matches(key.array(), 0, key.length())
          : matcher.matches(
              row.array(), Row.valueStart(row, attribute - 1), Row.valueEnd(row, attribute - 1));
    }
  }

  private final Schema schema;
  private final Predicate predicate;

  /** Arrays: an iterator for every row of a scan would be an object for every row. */
  private final BoundCheck[][] alternatives;

  private Evaluation(Schema schema, Predicate predicate, BoundCheck[][] alternatives) {
    this.schema = schema;
    this.predicate = predicate;
    this.alternatives = alternatives;
  }

  /** Binds {@code predicate} to {@code schema}; compiles its regular expressions. */
  public static Evaluation of(Schema schema, Predicate predicate) {
    BoundCheck[][] alternatives = new BoundCheck[predicate.alternatives().size()][];
    Regexes regexes = new Regexes();
    for (int i = 0; i < alternatives.length; i++) {
      alternatives[i] = bound(schema, predicate.alternatives().get(i), regexes);
    }
    return new Evaluation(schema, predicate, alternatives);
  }

  private static BoundCheck[] bound(Schema schema, List<Check> checks, Regexes regexes) {
    BoundCheck[] bound = new BoundCheck[checks.size()];
    for (int i = 0; i < bound.length; i++) {
      Check check = checks.get(i);
      bound[i] =
          new BoundCheck(
              check.attribute(),
              ValueMatcher.of(schema.attribute(check.attribute()).type(), check, regexes));
    }
    return bound;
  }

  /** Of this predicate and {@code other} together. */
  public Evaluation and(Predicate other) {
    return of(schema, predicate.and(other));
  }

  /** What is evaluated. */
  public Predicate predicate() {
    return predicate;
  }

  /** Whether the object satisfies the predicate. */
  public boolean matches(Bytes key, Bytes row) {
    for (BoundCheck[] checks : alternatives) {
      if (firstFailing(checks, key, row) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the alternative at {@code position} of the predicate is true of the object. */
  public boolean matches(int position, Bytes key, Bytes row) {
    return firstFailing(alternatives[position], key, row) < 0;
  }

  /**
   * The attribute of the first check that is false of the object, in the first alternative: what to
   * name if the object does not match. -1 if there is none.
   */
  public int firstFailing(Bytes key, Bytes row) {
    return alternatives.length == 0 ? -1 : firstFailing(alternatives[0], key, row);
  }

  private static int firstFailing(BoundCheck[] checks, Bytes key, Bytes row) {
    for (BoundCheck check : checks) {
      if (!check.holds(key, row)) {
        return check.attribute();
      }
    }
    return -1;
  }
}
