package org.hyperdex.simulation.check;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Predicate;

/**
 * What one client learned of one object by one operation.
 *
 * <p>Times are places in the history: an operation that ends at a smaller place than another begins
 * has ended before it in real time.
 */
public sealed interface Observation {
  /** The end of an operation whose outcome its client never learned. */
  long NEVER = Long.MAX_VALUE;

  /** The object. */
  Bytes key();

  /** When the client asked. */
  long begin();

  /** When it was answered. */
  long end();

  /**
   * A change of the object.
   *
   * @param answer what the client was told; empty if it does not know whether the change took
   *     effect, which may then happen at any later time or never
   */
  record Written(
      Bytes key,
      long begin,
      long end,
      OperationId operation,
      Existence existence,
      Optional<Version> ifVersion,
      Predicate guards,
      Change change,
      Optional<Answer> answer)
      implements Observation {}

  /** What the client of a change was told. */
  record Answer(Outcome outcome, Version version) {}

  /**
   * A read of the object, by a get or as a row of a search; {@code row} is empty if it is absent.
   */
  record Seen(Bytes key, long begin, long end, Optional<StoredRow> row) implements Observation {}

  /**
   * A read of some attributes of the object.
   *
   * @param positions of the attributes, ascending
   * @param part a row of just these; empty if the object is absent
   */
  record SeenPart(
      Bytes key, long begin, long end, List<Integer> positions, Optional<StoredRow> part)
      implements Observation {
    public SeenPart {
      positions = List.copyOf(positions);
    }

    /** Whether {@code part} is what there is at the positions in {@code row}. */
    boolean isOf(Bytes row) {
      Bytes found = part.orElseThrow().row();
      if (!Row.hasColumns(found, positions.size())) {
        return false;
      }
      for (int i = 0; i < positions.size(); i++) {
        if (!Row.column(found, i).equals(Row.column(row, positions.get(i) - 1))) {
          return false;
        }
      }
      return true;
    }
  }

  /** A read of the attributes that are {@code wanted}. */
  static Observation read(
      Bytes key, long begin, long end, Columns wanted, Optional<StoredRow> found) {
    return wanted
        .positions()
        .<Observation>map(positions -> new SeenPart(key, begin, end, positions, found))
        .orElseGet(() -> new Seen(key, begin, end, found));
  }

  /** A search for {@code predicate} that did not deliver the object. */
  record Unseen(Bytes key, long begin, long end, Predicate predicate) implements Observation {}
}
