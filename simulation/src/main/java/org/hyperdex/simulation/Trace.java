package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What happened in a run, line by line: a running 64-bit FNV-1a hash of all lines, and the last
 * ones for people.
 */
public final class Trace {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** A line as it was added; written out only when somebody reads it. */
  private record Line(long atNanos, String text) {
    @Override
    public String toString() {
      return "%12.6f %s".formatted(atNanos / 1e9, text);
    }
  }

  private final int kept;
  private final Deque<Line> tail = new ArrayDeque<>();
  private long hash = OFFSET_BASIS;
  private long lines;

  /** Makes a trace that keeps the last {@code kept} lines. */
  public Trace(int kept) {
    this.kept = kept;
  }

  /** Adds a line. */
  public void add(long nowNanos, String line) {
    mix(nowNanos);
    for (int i = 0; i < line.length(); i++) {
      mix(line.charAt(i));
    }
    lines++;
    if (kept > 0) {
      if (tail.size() == kept) {
        tail.removeFirst();
      }
      tail.addLast(new Line(nowNanos, line));
    }
  }

  private void mix(long value) {
    hash = (hash ^ value) * PRIME;
  }

  /** The hash of all lines so far. */
  public long hash() {
    return hash;
  }

  /** How many lines there are. */
  public long lines() {
    return lines;
  }

  /** The last lines, oldest first. */
  public List<String> tail() {
    return tail.stream().map(Line::toString).toList();
  }
}
