package org.hyperdex.core.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentBytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.schema.Schema;

/**
 * A conjunction of checks as sets of values: for each attribute or path that is checked, the values
 * that all its checks allow.
 *
 * <p>The sets hold every value of a match, and others where a check says nothing of the order, as a
 * regular expression, a length or {@code contains}. Values of documents are {@linkplain
 * DocumentBytes#ordered ordered} by their own bytes, all others as they are encoded.
 *
 * @param ranges in the order in which the conjunction first speaks of the places
 */
public record Bounds(Map<Place, ValueRanges> ranges) {
  /** What a check is about: an attribute, or a path in a document. */
  public record Place(int attribute, DocumentPath path) {}

  public Bounds {
    ranges = Collections.unmodifiableMap(new LinkedHashMap<>(ranges));
  }

  /** The bounds of {@code checks}, which must have passed {@link PredicateChecker}. */
  public static Bounds of(Schema schema, List<Check> checks) {
    Map<Place, ValueRanges> ranges = new LinkedHashMap<>();
    for (Check check : checks) {
      boolean inDocument =
          schema.attribute(check.attribute()).type() instanceof AttributeType.Document;
      ranges.merge(
          new Place(check.attribute(), check.path()),
          inDocument ? ofDocumentCheck(check) : ofCheck(check),
          ValueRanges::and);
    }
    return new Bounds(ranges);
  }

  /** Whether the checks contradict each other, so that no object satisfies them. */
  public boolean contradictory() {
    return ranges.values().stream().anyMatch(ValueRanges::isEmpty);
  }

  /** What the whole attribute may be. */
  public ValueRanges of(int attribute) {
    return ranges.getOrDefault(new Place(attribute, DocumentPath.ROOT), ValueRanges.ALL);
  }

  /** What {@code check} allows of an attribute that is no document. */
  static ValueRanges ofCheck(Check check) {
    Bytes argument = check.argument();
    return switch (check.operator()) {
      case EQUAL, LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN ->
          ValueRanges.of(compared(check.operator(), argument, ValueRange.ALL));
      case IN -> ValueRanges.points(check.values());
      case PREFIX -> ValueRanges.of(ValueRange.prefix(argument));
      case REGEX, CONTAINS, LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          ValueRanges.ALL;
    };
  }

  /** What {@code check} allows of a value in a document, in its ordered form. */
  private static ValueRanges ofDocumentCheck(Check check) {
    byte[] argument = check.argument().array();
    return switch (check.operator()) {
      case EQUAL -> ValueRanges.of(ValueRange.point(DocumentBytes.ordered(argument, 0)));
      case LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN -> {
        if (!DocumentBytes.isOrdered(argument, 0)) {
          yield ValueRanges.NONE;
        }
        Bytes ordered = DocumentBytes.ordered(argument, 0);
        Bytes type = Bytes.wrap(new byte[] {ordered.array()[0]});
        yield ValueRanges.of(compared(check.operator(), ordered, ValueRange.prefix(type)));
      }
      case IN ->
          ValueRanges.points(
              check.values().stream()
                  .map(value -> DocumentBytes.ordered(value.array(), 0))
                  .toList());
      case PREFIX -> ValueRanges.of(ValueRange.prefix(DocumentBytes.orderedText(check.argument())));
      case REGEX -> ValueRanges.of(ValueRange.prefix(DocumentBytes.orderedText(Bytes.EMPTY)));
      case CONTAINS, LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> ValueRanges.ALL;
    };
  }

  private static ValueRange compared(Operator operator, Bytes bound, ValueRange within) {
    ValueRange compared =
        switch (operator) {
          case EQUAL -> ValueRange.point(bound);
          case LESS_THAN -> new ValueRange(Bytes.EMPTY, Optional.of(bound));
          case LESS_EQUAL -> new ValueRange(Bytes.EMPTY, Optional.of(bound.successor()));
          case GREATER_EQUAL -> new ValueRange(bound, Optional.empty());
          case GREATER_THAN -> new ValueRange(bound.successor(), Optional.empty());
          default -> throw new IllegalArgumentException(operator + " is no comparison");
        };
    return compared.and(within);
  }
}
