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
  private record BoundCheck(int attribute, ValueTest test) {
    boolean holds(Bytes key, Bytes row) {
      return attribute == 0
          ? test.holds(key.array(), 0, key.length())
          : test.holds(
              row.array(), Row.valueStart(row, attribute - 1), Row.valueEnd(row, attribute - 1));
    }
  }

  private final Predicate predicate;
  private final List<List<BoundCheck>> alternatives;

  private Evaluation(Predicate predicate, List<List<BoundCheck>> alternatives) {
    this.predicate = predicate;
    this.alternatives = alternatives;
  }

  /** Binds {@code predicate} to {@code schema}; compiles its regular expressions. */
  public static Evaluation of(Schema schema, Predicate predicate) {
    return new Evaluation(
        predicate,
        predicate.alternatives().stream()
            .map(checks -> checks.stream().map(check -> bound(schema, check)).toList())
            .toList());
  }

  private static BoundCheck bound(Schema schema, Check check) {
    return new BoundCheck(
        check.attribute(), ValueTest.of(schema.attribute(check.attribute()).type(), check));
  }

  /** What is evaluated. */
  public Predicate predicate() {
    return predicate;
  }

  /** Whether the object satisfies the predicate. */
  public boolean matches(Bytes key, Bytes row) {
    // By position: an iterator for every row of a scan would be an object for every row.
    for (int i = 0; i < alternatives.size(); i++) {
      if (firstFailing(alternatives.get(i), key, row) < 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * The attribute of the first check that is false of the object, in the first alternative: what to
   * name if the object does not match. -1 if there is none.
   */
  public int firstFailing(Bytes key, Bytes row) {
    return alternatives.isEmpty() ? -1 : firstFailing(alternatives.getFirst(), key, row);
  }

  private static int firstFailing(List<BoundCheck> checks, Bytes key, Bytes row) {
    for (int i = 0; i < checks.size(); i++) {
      if (!checks.get(i).holds(key, row)) {
        return checks.get(i).attribute();
      }
    }
    return -1;
  }
}
