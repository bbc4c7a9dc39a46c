package org.hyperdex.simulation.check;

import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.simulation.check.History.Grouped;
import org.hyperdex.simulation.check.Observation.Written;

/**
 * How many operations of a history met another one: they began while one was under way that they
 * could be in the way of. That is any of the same object; and for a change any search, for a search
 * any change, for what is searched for may be any object. Counts and group operations search.
 *
 * <p>A change of which nobody learned when it ended is under way for ever, but only for who judges
 * the history: it would let all that comes later count.
 */
public final class Overlaps {
  private record Span(long begin, long end) {
    boolean holds(long moment) {
      return begin < moment && moment < end && end != Observation.NEVER;
    }
  }

  private final History history;

  private Overlaps(History history) {
    this.history = history;
  }

  /** How many operations met another one. */
  public static long of(History history) {
    Overlaps overlaps = new Overlaps(history);
    return overlaps.ofObjects() + overlaps.ofSearches();
  }

  private long ofObjects() {
    return history.objects().values().stream()
        .mapToLong(all -> all.stream().filter(one -> meets(one, all)).count())
        .sum();
  }

  private boolean meets(Observation one, List<Observation> ofObject) {
    return ofObject.stream().anyMatch(other -> span(other).holds(one.begin()))
        || (one instanceof Written write && meetsSearch(write));
  }

  private boolean meetsSearch(Written write) {
    return searches().anyMatch(search -> search.holds(write.begin()))
        || history.groups().stream()
            .filter(group -> !isOf(write, group))
            .anyMatch(group -> new Span(group.begin(), group.end()).holds(write.begin()));
  }

  /** Whether the write is one of those the group operation consists of. */
  private static boolean isOf(Written write, Grouped group) {
    return group.keys().contains(write.key()) && write.guards().equals(group.predicate());
  }

  private long ofSearches() {
    long searches =
        searches().filter(search -> changes().anyMatch(c -> span(c).holds(search.begin))).count();
    long groups =
        history.groups().stream()
            .filter(group -> changes().anyMatch(c -> span(c).holds(group.begin())))
            .count();
    return searches + groups;
  }

  private Stream<Span> searches() {
    return Stream.concat(
        history.searches().stream().map(search -> new Span(search.begin(), search.end())),
        history.counts().stream().map(count -> new Span(count.begin(), count.end())));
  }

  private Stream<Observation> changes() {
    return history.objects().values().stream()
        .flatMap(List::stream)
        .filter(Written.class::isInstance);
  }

  private static Span span(Observation one) {
    return new Span(one.begin(), one.end());
  }
}
