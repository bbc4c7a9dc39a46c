package org.hyperdex.core.index;

import java.util.ArrayDeque;
import java.util.Deque;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan on a view, in steps of bounded work, and finds every object of which the
 * predicate is true exactly once. Used by one thread at a time; the memory it takes does not grow.
 *
 * <p>Of a union, a row belongs to the first alternative that is true of it: when it is met again in
 * the search for another one, it is passed over. So nobody needs to remember what was found.
 */
public final class PlanRun implements AutoCloseable {
  /** What a step came to. */
  public enum Step {
    /** A row of which the predicate is true. */
    MATCH,
    /** A row was read for nothing. */
    MISS,
    /** Entries were looked at. */
    NO_ROW,
    /** There is no further match. */
    END
  }

  private final RegionView view;
  private final Evaluation evaluation;
  private final boolean union;
  private final Deque<Plan.Part> left = new ArrayDeque<>();
  private @Nullable Candidates candidates;
  private int alternative;
  private Bytes key = Bytes.EMPTY;
  private Bytes row = Bytes.EMPTY;

  /**
   * Makes a run that has read nothing yet.
   *
   * @param evaluation of the predicate that {@code plan} was made for
   */
  public PlanRun(RegionView view, Evaluation evaluation, Plan plan) {
    this.view = view;
    this.evaluation = evaluation;
    union = plan instanceof Plan.Union;
    switch (plan) {
      case Plan.Nothing _ -> {
        // Nothing is left to do.
      }
      case Plan.Union several -> left.addAll(several.parts());
      case Plan.Scan _, Plan.Pick _, Plan.Intersect _ -> left.add(new Plan.Part(0, plan));
    }
  }

  /** Looks a bit further. */
  public Step step() {
    Candidates current = candidates;
    if (current == null) {
      if (left.isEmpty()) {
        return Step.END;
      }
      Plan.Part part = left.removeFirst();
      alternative = part.alternative();
      current = Candidates.of(view, part.plan());
      candidates = current;
    }
    return switch (current.step()) {
      case FOUND -> {
        key = current.key();
        row = current.row();
        yield matches() ? Step.MATCH : Step.MISS;
      }
      case NONE_YET -> Step.NO_ROW;
      case END -> {
        close();
        yield left.isEmpty() ? Step.END : Step.NO_ROW;
      }
    };
  }

  private boolean matches() {
    if (!union) {
      return evaluation.matches(key, row);
    }
    if (!evaluation.matches(alternative, key, row)) {
      return false;
    }
    for (int earlier = 0; earlier < alternative; earlier++) {
      if (evaluation.matches(earlier, key, row)) {
        return false;
      }
    }
    return true;
  }

  /** The key of the row that was read last. */
  public Bytes key() {
    return key;
  }

  /** Its version. */
  public Version version() {
    Candidates current = candidates;
    if (current == null) {
      throw new IllegalStateException("no row has been read");
    }
    return current.version();
  }

  /** The encoded row. */
  public Bytes row() {
    return row;
  }

  @Override
  public void close() {
    Candidates current = candidates;
    candidates = null;
    if (current != null) {
      current.close();
    }
  }
}
