package org.hyperdex.core.query;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;

/**
 * Decides predicates on an object's encoded key and row, comparing bytes.
 *
 * <p>The row must be a well-formed one of the schema the checks were made for, and the checks must
 * have passed {@link PredicateChecker}. Nothing is decoded and nothing is allocated.
 */
public final class Evaluation {
  private Evaluation() {}

  /** Whether the object satisfies {@code predicate}. */
  public static boolean matches(Predicate predicate, Bytes key, Bytes row) {
    return firstFailing(predicate.checks(), key, row) < 0;
  }

  /** The attribute of the first check that is false of the object, or -1 if all are true. */
  public static int firstFailing(List<Check> checks, Bytes key, Bytes row) {
    // By position: an iterator for every row of a scan would be an object for every row.
    for (int i = 0; i < checks.size(); i++) {
      Check check = checks.get(i);
      if (!holds(check, key, row)) {
        return check.attribute();
      }
    }
    return -1;
  }

  private static boolean holds(Check check, Bytes key, Bytes row) {
    int comparison =
        check.attribute() == 0
            ? key.compareTo(check.argument())
            : Row.compareColumn(row, check.attribute() - 1, check.argument());
    return check.operator().holds(comparison);
  }
}
