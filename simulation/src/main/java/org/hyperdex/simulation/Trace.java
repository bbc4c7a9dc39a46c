package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * What happened in a run: a running hash, in the manner of FNV-1a, of the times of all events and
 * of what is in them; and the last lines for people. To make every line costs more than all else in
 * a run, so what is in messages comes to the hash by their {@link Fingerprint}.
 */
public final class Trace {
  private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /**
   * A line as it was added; written out only when somebody reads it.
   *
   * @param atNanos when, since the run began
   */
  public record Line(long atNanos, String text) {
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

  /** Adds a line that says all there is to say. */
  public void add(long nowNanos, String line) {
    mix(line.hashCode());
    keep(nowNanos, () -> line);
  }

  /**
   * Adds a line; it is made only if it is kept.
   *
   * @param content what the line tells
   */
  public void add(long nowNanos, Object content, Supplier<String> line) {
    mix(Fingerprint.of(content));
    keep(nowNanos, line);
  }

  private void keep(long nowNanos, Supplier<String> line) {
    lines++;
    if (kept > 0) {
      if (tail.size() == kept) {
        tail.removeFirst();
      }
      tail.addLast(new Line(nowNanos, line.get()));
    }
  }

  /** Mixes something that happened into the hash. */
  void mix(long value) {
    hash = (hash ^ value) * PRIME;
  }

  /** The hash of all that happened so far. */
  public long hash() {
    return hash;
  }

  /** How many lines there are. */
  public long lines() {
    return lines;
  }

  /** The last lines, oldest first. */
  public List<Line> tail() {
    return List.copyOf(tail);
  }
}
