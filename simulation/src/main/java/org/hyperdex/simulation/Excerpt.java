package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The lines of a run's trace that tell how it failed: its last ones, and where what failed was
 * learned long before, those around the moments of that, and what became of its object meanwhile.
 */
final class Excerpt {
  /** More than that nobody reads. */
  static final int MOST_LINES = 400;

  private static final int LAST_LINES = 100;
  private static final int LINES_AROUND = 15;

  private final List<Trace.Line> lines;
  private final BitSet told = new BitSet();

  private Excerpt(List<Trace.Line> lines) {
    this.lines = lines;
  }

  /** What tells how a run failed whose trace is {@code lines}. */
  static List<String> of(List<Trace.Line> lines, Violation violation) {
    Excerpt excerpt = new Excerpt(lines);
    excerpt.choose(violation);
    return excerpt.text();
  }

  /** The last lines of a trace. */
  static List<String> of(List<Trace.Line> lines) {
    return lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size()).stream()
        .map(Trace.Line::toString)
        .toList();
  }

  private void choose(Violation violation) {
    if (violation.moments().isEmpty()) {
      tell(lines.size() - MOST_LINES, lines.size());
      return;
    }
    tell(lines.size() - LAST_LINES, lines.size());
    long first = Long.MAX_VALUE;
    long last = 0;
    for (long moment : violation.moments()) {
      int at = at(moment);
      tell(at - LINES_AROUND, at + LINES_AROUND);
      first = Math.min(first, moment);
      last = Math.max(last, moment);
    }
    if (!violation.key().isEmpty()) {
      tellOf(violation.key(), at(first), at(last));
    }
  }

  /** The first line that is not before {@code moment}. */
  private int at(long moment) {
    int at = 0;
    while (at < lines.size() && lines.get(at).atNanos() < moment) {
      at++;
    }
    return at;
  }

  private void tell(int from, int to) {
    told.set(Math.clamp(from, 0, lines.size()), Math.clamp(to, 0, lines.size()));
  }

  /** The newest lines that name the object, as many as there is room for. */
  private void tellOf(String key, int from, int to) {
    for (int i = Math.min(to, lines.size()) - 1;
        i >= from && told.cardinality() < MOST_LINES;
        i--) {
      if (lines.get(i).text().contains(key)) {
        told.set(i);
      }
    }
  }

  private List<String> text() {
    List<String> text = new ArrayList<>();
    int next = 0;
    for (int i = told.nextSetBit(0); i >= 0; i = told.nextSetBit(i + 1)) {
      if (i > next) {
        text.add("%12s %d other lines".formatted("...", i - next));
      }
      text.add(lines.get(i).toString());
      next = i + 1;
    }
    return text;
  }
}
