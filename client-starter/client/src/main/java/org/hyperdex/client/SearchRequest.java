package org.hyperdex.client;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a search is to find, and how it is to be told.
 *
 * <p><b>Order.</b> With a sort, a limit or a cursor the objects come in order: of the attribute
 * that is sorted by, or else of the key, and objects with the same value in the order of their
 * keys. Descending is the reverse of all that. Without any of them they come in no order, which
 * costs least.
 *
 * <p><b>Pages.</b> A search that ends at its limit has a {@link SearchStream#cursor}, with which
 * another one goes on behind the last object: at any time, from any client. Each page is a search
 * of its own. An object that matches all the while and whose sorted value does not change is on one
 * of the pages, once.
 *
 * @param where what must be true of the objects
 * @param attributes the names of those that are wanted beside the key; all if empty
 * @param sort by which attribute: a string, number or timestamp; or the key
 * @param limit how many objects at most
 * @param cursor of the page before
 */
public record SearchRequest(
    Condition where,
    Optional<List<String>> attributes,
    Optional<Sort> sort,
    OptionalLong limit,
    Optional<String> cursor) {

  /** By which attribute, and whether the greatest value comes first. */
  public record Sort(String attribute, boolean descending) {}

  public SearchRequest {
    attributes = attributes.map(List::copyOf);
    if (limit.isPresent() && limit.getAsLong() < 0) {
      throw new IllegalArgumentException("a limit is not negative, as " + limit.getAsLong());
    }
  }

  /** Everything of all objects that meet the condition, in no order. */
  public static SearchRequest where(Condition condition) {
    return new SearchRequest(
        condition, Optional.empty(), Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  /** Only these attributes, and the key. */
  public SearchRequest attributes(List<String> names) {
    return new SearchRequest(where, Optional.of(names), sort, limit, cursor);
  }

  /** The smallest values first. */
  public SearchRequest ascending(String attribute) {
    return sorted(new Sort(attribute, false));
  }

  /** The greatest values first. */
  public SearchRequest descending(String attribute) {
    return sorted(new Sort(attribute, true));
  }

  private SearchRequest sorted(Sort by) {
    return new SearchRequest(where, attributes, Optional.of(by), limit, cursor);
  }

  /** At most so many objects. */
  public SearchRequest limit(long objects) {
    return new SearchRequest(where, attributes, sort, OptionalLong.of(objects), cursor);
  }

  /** From where another search for the same, in the same order, has ended. */
  public SearchRequest from(String cursorOfThat) {
    return new SearchRequest(where, attributes, sort, limit, Optional.of(cursorOfThat));
  }
}
