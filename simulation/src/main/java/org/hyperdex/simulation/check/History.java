package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;

/** What all clients of a run asked and learned, in the order in which it happened. */
public final class History {
  /**
   * A search as its client saw it.
   *
   * @param columns what was wanted of the objects
   * @param order in which they were wanted; empty if any would do
   * @param rows what was delivered, in order
   */
  public record Searched(
      long begin,
      long end,
      Predicate predicate,
      Columns columns,
      Optional<Ordering> order,
      List<FoundRow> rows) {
    public Searched {
      rows = List.copyOf(rows);
    }

    /** A search for whole objects in any order. */
    public Searched(long begin, long end, Predicate predicate, List<FoundRow> rows) {
      this(begin, end, predicate, Columns.ALL, Optional.empty(), rows);
    }
  }

  /**
   * What the search of a group operation found, all of it.
   *
   * @param keys in the order in which they were delivered
   */
  public record Grouped(long begin, long end, Predicate predicate, List<Bytes> keys) {
    public Grouped {
      keys = List.copyOf(keys);
    }
  }

  /** A count as its client saw it. */
  public record Counted(long begin, long end, Predicate predicate, long count) {}

  private final Map<Bytes, List<Observation>> objects = new TreeMap<>();
  private final List<Searched> searches = new ArrayList<>();
  private final List<Counted> counts = new ArrayList<>();
  private final List<Grouped> groups = new ArrayList<>();
  private final boolean repaired;
  private final LongSupplier clock;
  private long now;

  /** Of objects whose copies are never found to differ. */
  public History() {
    this(false);
  }

  /**
   * Of any objects.
   *
   * @param repaired whether copies may be repaired, by which an object gets a newer version and
   *     keeps its row
   */
  public History(boolean repaired) {
    this(repaired, () -> 0);
  }

  /**
   * Of any objects, whose places are the moments of a clock.
   *
   * @param clock the time in whatever unit, by which a place in the history tells when it was
   */
  public History(boolean repaired, LongSupplier clock) {
    this.repaired = repaired;
    this.clock = clock;
  }

  /** Whether an object may get a newer version although nobody changes it. */
  boolean repaired() {
    return repaired;
  }

  /** The next place in the history: the time, and greater than all places before. */
  public long next() {
    now = Math.max(now + 1, clock.getAsLong());
    return now;
  }

  /** An object that operations may be about; a search that does not deliver it learns something. */
  public void mention(Bytes key) {
    objects.computeIfAbsent(key, _ -> new ArrayList<>());
  }

  /** Adds what was learned by a get or a change. */
  public void add(Observation observation) {
    objects.computeIfAbsent(observation.key(), _ -> new ArrayList<>()).add(observation);
  }

  /** Adds a search that was answered wholly. */
  public void add(Searched search) {
    searches.add(search);
  }

  /** Adds what a group operation found. */
  public void add(Grouped group) {
    groups.add(group);
  }

  /** Adds a count that was answered wholly. */
  public void add(Counted count) {
    counts.add(count);
  }

  /** All objects and what gets and changes learned of them. */
  public Map<Bytes, List<Observation>> objects() {
    return objects;
  }

  /** All searches. */
  public List<Searched> searches() {
    return searches;
  }

  /** What all group operations found. */
  public List<Grouped> groups() {
    return groups;
  }

  /** All counts. */
  public List<Counted> counts() {
    return counts;
  }
}
