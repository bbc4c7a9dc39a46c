package org.hyperdex.core.query;

import java.util.Comparator;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;

/**
 * The order of objects by one attribute, and of those with the same value by their keys. Descending
 * is the reverse of ascending, keys included.
 *
 * @param attribute the position of a string, number or timestamp; 0 is the key
 * @param descending whether the greatest comes first
 */
public record Ordering(int attribute, boolean descending) implements Comparator<Position> {
  /** By the key, the smallest first. */
  public static final Ordering BY_KEY = new Ordering(0, false);

  @Override
  public int compare(Position a, Position b) {
    int byValue = a.value().compareTo(b.value());
    int ascending = byValue != 0 ? byValue : a.key().compareTo(b.key());
    return descending ? -ascending : ascending;
  }

  /**
   * The place of an object.
   *
   * @param columns what {@code row} has: at least the attribute
   */
  public Position position(Columns columns, Bytes key, Bytes row) {
    Bytes value = attribute == 0 ? Bytes.EMPTY : Row.column(row, columns.column(attribute));
    return new Position(value, key);
  }

  /**
   * What is true of all objects at and behind {@code position}, and of some at others: so what
   * comes before need not be looked at.
   */
  public Predicate from(Position position) {
    Bytes value = attribute == 0 ? position.key() : position.value();
    Operator side = descending ? Operator.LESS_EQUAL : Operator.GREATER_EQUAL;
    return Predicate.all(List.of(new Check(attribute, side, value)));
  }
}
