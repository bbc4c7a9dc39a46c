package org.hyperdex.core.query;

import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.schema.Schema;

/**
 * What a search tells of the objects that match, and in which order.
 *
 * @param ordered empty if any order will do
 */
public record Listing(Columns columns, Optional<Ordered> ordered) {
  /** Whole rows, in any order. */
  public static final Listing ROWS = new Listing(Columns.ALL, Optional.empty());

  /** Keys and versions, in any order. */
  public static final Listing KEYS = new Listing(Columns.NONE, Optional.empty());

  /**
   * The best of the objects that match.
   *
   * @param by the order; {@link #columns} have its attribute
   * @param after only what comes behind this place
   * @param rows how many are wanted, about: a search that is asked for more than it was told goes
   *     on, but has to look again
   */
  public record Ordered(Ordering by, Optional<Position> after, int rows) {
    /** The same from another place on. */
    public Ordered from(Optional<Position> place) {
      return new Ordered(by, place, rows);
    }
  }

  /** What makes no sense for {@code schema}, if anything. */
  public Optional<String> problem(Schema schema) {
    if (columns.last() >= schema.size()) {
      return Optional.of("there is no attribute " + columns.last());
    }
    if (ordered.isEmpty()) {
      return Optional.empty();
    }
    int attribute = ordered.get().by().attribute();
    if (attribute < 0 || attribute >= schema.size()) {
      return Optional.of("there is no attribute " + attribute + " to order by");
    }
    AttributeType type = schema.attribute(attribute).type();
    if (!type.comparable()) {
      return Optional.of("there is no order of values of type " + type.description());
    }
    if (attribute != 0 && columns.column(attribute) < 0) {
      return Optional.of("the attribute to order by is not among those that are wanted");
    }
    return ordered.get().after().isEmpty()
            || isPlace(schema, attribute, ordered.get().after().get())
        ? Optional.empty()
        : Optional.of("a place that no object can have");
  }

  /** Whether an object can be at {@code place} in an order by {@code attribute}. */
  public static boolean isPlace(Schema schema, int attribute, Position place) {
    return ValueCodec.isValid(schema.key().type(), place.key())
        && (attribute == 0
            ? place.value().length() == 0
            : ValueCodec.isValid(schema.attribute(attribute).type(), place.value()));
  }
}
