package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.client.binding.BindingFailure;
import org.hyperdex.client.binding.Place;
import org.hyperdex.core.client.ByteBudget;
import org.hyperdex.core.client.OrderedMerge;
import org.hyperdex.core.client.OrderedRows;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.client.RowMerge;
import org.hyperdex.core.client.SearchCursor;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.client.UnorderedRows;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/**
 * A search request bound to its space.
 *
 * @param shown the columns that are wanted
 * @param asked those and the one that is ordered by
 * @param by the order, if there is one
 * @param after where to go on
 * @param limit how many objects at most
 */
record BoundSearch(
    Space space,
    Predicate predicate,
    Pruning.Chosen chosen,
    Columns shown,
    Columns asked,
    Optional<Ordering> by,
    Optional<Position> after,
    long limit) {

  static BoundSearch of(Space space, SearchRequest request) {
    Schema schema = space.schema();
    Predicate predicate = Binding.predicate(schema, request.where());
    Columns shown =
        request.attributes().map(names -> Binding.columns(schema, names)).orElse(Columns.ALL);
    boolean inOrder =
        request.sort().isPresent() || request.limit().isPresent() || request.cursor().isPresent();
    Ordering by = request.sort().map(sort -> ordering(schema, sort)).orElse(Ordering.BY_KEY);
    return new BoundSearch(
        space,
        predicate,
        Router.searched(space, predicate),
        shown,
        inOrder && by.attribute() != 0 ? shown.with(by.attribute()) : shown,
        inOrder ? Optional.of(by) : Optional.empty(),
        request.cursor().map(text -> place(space, predicate, by, text)),
        request.limit().orElse(Long.MAX_VALUE));
  }

  /** A search for the keys of all objects that match, in no order. */
  static BoundSearch keys(Space space, Predicate predicate) {
    return new BoundSearch(
        space,
        predicate,
        Router.searched(space, predicate),
        Columns.NONE,
        Columns.NONE,
        Optional.empty(),
        Optional.empty(),
        Long.MAX_VALUE);
  }

  private static Ordering ordering(Schema schema, SearchRequest.Sort sort) {
    int position = Place.attribute(schema, sort.attribute());
    Attribute attribute = schema.attribute(position);
    if (!attribute.type().comparable()) {
      throw BindingFailure.of(
          ErrorCode.WRONG_TYPE,
          attribute.name(),
          "a type whose values have an order",
          attribute.type().description());
    }
    return new Ordering(position, sort.descending());
  }

  private static Position place(Space space, Predicate predicate, Ordering by, String text) {
    SearchCursor cursor =
        SearchCursor.parse(text)
            .orElseThrow(() -> invalid("it is not one that a search has given"));
    if (cursor.space() != space.id()) {
      throw invalid("it is of another space, or of one of this name that has been removed");
    }
    if (!cursor.isOf(predicate, by)
        || !Listing.isPlace(space.schema(), by.attribute(), cursor.place())) {
      throw invalid("it is of a search for something else, or in another order");
    }
    return cursor.place();
  }

  private static HyperDexException invalid(String why) {
    return new HyperDexException(
        ErrorCode.INVALID_CURSOR,
        "the cursor cannot be used: " + why + "; begin without one",
        FailureOutcome.NOT_APPLIED,
        Map.of(),
        null);
  }

  /**
   * Whether an object that matches can be in two regions, one after the other. In the key subspace
   * objects stay where they are; and what leaves the only region that can hold a match does not
   * match any more.
   */
  boolean objectsMove() {
    return chosen.regions().size() > 1 && chosen.subspace().id() != space.keySubspace().id();
  }

  /**
   * What makes one result of the regions' rows.
   *
   * @param keyBudget the memory for the keys of what was delivered
   */
  RowMerge merge(int windowRows, ByteBudget keyBudget) {
    int regions = chosen.regions().size();
    if (by.isEmpty()) {
      return new UnorderedRows(
          asked, new SearchMerge(regions, windowRows, !objectsMove(), keyBudget));
    }
    // One more, to know whether there is more.
    int rows = (int) Math.min(limit, Integer.MAX_VALUE - 1) + 1;
    return new OrderedRows(
        asked,
        new OrderedMerge(
            new Listing.Ordered(by.get(), after, rows),
            asked,
            regions,
            windowRows,
            !objectsMove(),
            keyBudget));
  }

  /** The object that was found, with what is wanted of it. */
  StoredObject object(FoundRow found) {
    Bytes row = found.row().row();
    if (!Row.hasColumns(row, asked.count(space.schema().size() - 1))) {
      throw new IllegalArgumentException("a row of other columns than were asked for");
    }
    return StoredObject.encoded(
        space.schema(), shown, found.key(), shown(row), found.row().version());
  }

  private Bytes shown(Bytes row) {
    if (shown.equals(asked)) {
      return row;
    }
    List<Bytes> columns = new ArrayList<>();
    for (int position : shown.positions().orElseThrow()) {
      columns.add(Row.column(row, asked.column(position)));
    }
    return Row.of(columns);
  }

  /** Where a search goes on that has delivered {@code last}; empty if it is in no order. */
  Optional<String> cursor(FoundRow last) {
    return by.map(order -> {
      Position place = order.position(asked, last.key(), last.row().row());
      return SearchCursor.of(space.id(), predicate, order, place).text();
    });
  }
}
