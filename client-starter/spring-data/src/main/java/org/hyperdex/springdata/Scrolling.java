package org.hyperdex.springdata;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.hyperdex.client.Condition;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.springdata.convert.EntityMapping;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.domain.KeysetScrollPosition;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;

/** Sorts and positions of Spring Data as searches in order, and back. */
final class Scrolling {
  private static final String CURSOR = "cursor";

  private Scrolling() {}

  static SearchRequest request(
      EntityMapping<?> mapping,
      Condition condition,
      Sort sort,
      ScrollPosition position,
      int limit) {
    if (limit < 1) {
      throw refused("a window has one object at least, not " + limit);
    }
    return new SearchRequest(
        condition,
        Optional.empty(),
        sort.stream().reduce(Scrolling::second).map(order -> order(mapping, order)),
        OptionalLong.of(limit),
        cursor(position));
  }

  private static Sort.Order second(Sort.Order first, Sort.Order second) {
    throw refused(
        "objects are sorted by one property, not by %s and %s"
            .formatted(first.getProperty(), second.getProperty()));
  }

  private static SearchRequest.Sort order(EntityMapping<?> mapping, Sort.Order order) {
    if (order.isIgnoreCase()) {
      throw refused("strings are compared byte by byte, so the order cannot ignore case");
    }
    return new SearchRequest.Sort(mapping.attributeName(order.getProperty()), order.isDescending());
  }

  private static Optional<String> cursor(ScrollPosition position) {
    if (position.isInitial()) {
      return Optional.empty();
    }
    if (position instanceof KeysetScrollPosition keyset
        && keyset.scrollsForward()
        && keyset.getKeys().get(CURSOR) instanceof String cursor) {
      return Optional.of(cursor);
    }
    throw refused("a position must be that of a window: there are no offsets and no way back");
  }

  /** Where a search with that cursor goes on. */
  static ScrollPosition position(String cursor) {
    return ScrollPosition.forward(Map.of(CURSOR, cursor));
  }

  private static InvalidDataAccessApiUsageException refused(String why) {
    return new InvalidDataAccessApiUsageException(why);
  }
}
