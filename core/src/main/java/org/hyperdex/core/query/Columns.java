package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;

/**
 * Which attributes of the objects that match are wanted. The key and the version always are.
 *
 * <p>A row of which some attributes are wanted travels as a row of just these, in the schema's
 * order: what nobody wants is not sent.
 *
 * @param positions of the attributes, ascending and without the key; empty if all are wanted
 */
public record Columns(Optional<List<Integer>> positions) {
  /** The whole row. */
  public static final Columns ALL = new Columns(Optional.empty());

  /** Nothing but the key and the version. */
  public static final Columns NONE = new Columns(Optional.of(List.of()));

  /**
   * Columns at those positions.
   *
   * @throws IllegalArgumentException if they do not ascend, or name the key
   */
  public Columns {
    positions = positions.map(List::copyOf);
    int previous = 0;
    for (int position : positions.orElse(List.of())) {
      if (position <= previous) {
        throw new IllegalArgumentException("positions of attributes must ascend: " + positions);
      }
      previous = position;
    }
  }

  /** The attributes at {@code positions}, in whatever order; the key may be among them. */
  public static Columns of(Collection<Integer> positions) {
    TreeSet<Integer> sorted = new TreeSet<>(positions);
    sorted.remove(0);
    return new Columns(Optional.of(List.copyOf(sorted)));
  }

  /** These and the attribute at {@code position}. */
  public Columns with(int position) {
    if (positions.isEmpty()) {
      return this;
    }
    List<Integer> more = new ArrayList<>(positions.get());
    more.add(position);
    return of(more);
  }

  /** The last position; 0 if there is none. */
  public int last() {
    List<Integer> named = positions.orElse(List.of());
    return named.isEmpty() ? 0 : named.getLast();
  }

  /** How many columns are left of a row of {@code columns}. */
  public int count(int columns) {
    return positions.map(List::size).orElse(columns);
  }

  /** Which column of a row of these an attribute is; -1 if it is not wanted. */
  public int column(int position) {
    return positions.map(named -> named.indexOf(position)).orElse(position - 1);
  }

  /** What is wanted of a whole row. */
  public Bytes of(Bytes row) {
    return positions
        .map(named -> Row.of(named.stream().map(each -> Row.column(row, each - 1)).toList()))
        .orElse(row);
  }
}
