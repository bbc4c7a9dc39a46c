package org.hyperdex.simulation.check;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether there is one order of operations, each between its begin and its end, that
 * explains what every client learned.
 *
 * <p>The algorithm is that of Wing and Gong (Testing and verifying concurrent objects, 1993) with
 * Lowe's memory of what was tried (Testing for linearizability, 2017): a depth-first search for the
 * operation that is next, in which a set of operations done and the state they lead to are never
 * tried twice. The problem is NP-complete, so there is a bound: past it the verdict is {@link
 * Verdict#UNDECIDED}.
 *
 * <p>An operation that ends {@link Observation#NEVER} may be put anywhere after its begin, or
 * nowhere.
 */
public final class Linearizability<S, O> {
  /** What was found. */
  public enum Verdict {
    LINEARIZABLE,
    NOT_LINEARIZABLE,
    UNDECIDED
  }

  /** An operation and its time. */
  public record Timed<O>(long begin, long end, O operation) {}

  /**
   * The verdict, and the longest explanation that was found.
   *
   * @param prefix indices of operations in the order that explains most of them
   */
  public record Result(Verdict verdict, List<Integer> prefix) {}

  private static final class Entry {
    private final int index;
    private final @Nullable Entry end;
    private final long time;
    private @Nullable Entry before;
    private @Nullable Entry after;

    private Entry(int index, long time, @Nullable Entry end) {
      this.index = index;
      this.time = time;
      this.end = end;
    }
  }

  private record Tried<S>(BitSet done, S state) {}

  private record Step<S>(Entry call, S before) {}

  private final Model<S, O> model;
  private final List<Timed<O>> operations;
  private final int maxTried;
  private final Entry head = new Entry(-1, Long.MIN_VALUE, null);

  private Linearizability(Model<S, O> model, List<Timed<O>> operations, int maxTried) {
    this.model = model;
    this.operations = operations;
    this.maxTried = maxTried;
  }

  /** Judges {@code operations}, trying at most {@code maxTried} different situations. */
  public static <S, O> Result of(Model<S, O> model, List<Timed<O>> operations, int maxTried) {
    return new Linearizability<>(model, operations, maxTried).search();
  }

  private void link() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      Timed<O> operation = operations.get(i);
      Entry end = new Entry(i, operation.end(), null);
      entries.add(new Entry(i, operation.begin(), end));
      entries.add(end);
    }
    // Of one time, begins come first: operations that touch overlap.
    entries.sort(
        Comparator.<Entry>comparingLong(entry -> entry.time)
            .thenComparing(entry -> entry.end == null));
    Entry last = head;
    for (Entry entry : entries) {
      last.after = entry;
      entry.before = last;
      last = entry;
    }
  }

  private Result search() {
    link();
    S state = model.initial();
    BitSet done = new BitSet(operations.size());
    Set<Tried<S>> tried = new HashSet<>();
    Deque<Step<S>> steps = new ArrayDeque<>();
    List<Integer> longest = List.of();
    @Nullable Entry entry = head.after;
    while (entry != null) {
      if (entry.end == null) {
        if (entry.time == Observation.NEVER) {
          break;
        }
        if (steps.size() > longest.size()) {
          longest = order(steps);
        }
        if (steps.isEmpty()) {
          return new Result(Verdict.NOT_LINEARIZABLE, longest);
        }
        Step<S> last = steps.pop();
        state = last.before;
        done.clear(last.call.index);
        putBack(last.call);
        entry = last.call.after;
        continue;
      }
      Optional<S> next = model.step(state, operations.get(entry.index).operation());
      if (next.isPresent()) {
        done.set(entry.index);
        if (tried.add(new Tried<>((BitSet) done.clone(), next.get()))) {
          if (tried.size() > maxTried) {
            return new Result(Verdict.UNDECIDED, order(steps));
          }
          steps.push(new Step<>(entry, state));
          state = next.get();
          takeOut(entry);
          entry = head.after;
          continue;
        }
        done.clear(entry.index);
      }
      entry = entry.after;
    }
    return new Result(Verdict.LINEARIZABLE, order(steps));
  }

  private static <S> List<Integer> order(Deque<Step<S>> steps) {
    List<Integer> order = new ArrayList<>();
    steps.descendingIterator().forEachRemaining(step -> order.add(step.call.index));
    return order;
  }

  private static void takeOut(Entry call) {
    unlink(call);
    if (call.end != null) {
      unlink(call.end);
    }
  }

  private static void unlink(Entry entry) {
    if (entry.before != null) {
      entry.before.after = entry.after;
    }
    if (entry.after != null) {
      entry.after.before = entry.before;
    }
  }

  private static void putBack(Entry call) {
    if (call.end != null) {
      relink(call.end);
    }
    relink(call);
  }

  private static void relink(Entry entry) {
    if (entry.before != null) {
      entry.before.after = entry;
    }
    if (entry.after != null) {
      entry.after.before = entry;
    }
  }
}
