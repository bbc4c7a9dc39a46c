package org.hyperdex.core.protocol;

import java.util.List;

/**
 * How a server looked for the objects of one region that match, and what came of it.
 *
 * @param chosen the plan that seemed cheapest
 * @param considered what it was chosen from, at most {@value #MOST_CONSIDERED}
 * @param rowsRead how many rows it led to
 * @param rowsMatching how many of these matched
 * @param planNanos how long the choice took
 * @param scanNanos how long the plan took to carry out
 */
public record Explanation(
    Weighed chosen,
    List<Weighed> considered,
    long rowsRead,
    long rowsMatching,
    long planNanos,
    long scanNanos) {
  /** More would not be read. */
  public static final int MOST_CONSIDERED = 50;

  /**
   * A plan for people.
   *
   * @param kind one word: nothing, scan, index, intersection or union
   * @param cost what it was expected to cost, in rows read one after the other
   * @param text what is done, in one line
   */
  public record Weighed(String kind, long cost, String text) {}

  public Explanation {
    considered = List.copyOf(considered);
  }
}
