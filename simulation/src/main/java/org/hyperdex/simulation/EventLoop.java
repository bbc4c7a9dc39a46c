package org.hyperdex.simulation;

import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Simulated time and chance. Events run in the order of their times, those of one time in the order
 * in which they were scheduled.
 */
public final class EventLoop {
  private record Event(long atNanos, long order, Runnable action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(atNanos, other.atNanos);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final SplittableRandom random;
  private final Trace trace;
  private long nowNanos;
  private long scheduled;

  /** Makes a loop whose chance is all of {@code seed}. */
  public EventLoop(long seed, Trace trace) {
    this.random = new SplittableRandom(seed);
    this.trace = trace;
  }

  /** The simulated time in nanoseconds since the run began. */
  public long nowNanos() {
    return nowNanos;
  }

  /** The run's only source of chance. */
  public SplittableRandom random() {
    return random;
  }

  /** Writes a line into the trace. */
  public void note(Supplier<String> line) {
    trace.add(nowNanos, line.get());
  }

  /** Writes a line that tells of {@code content} into the trace, if anybody will read it. */
  public void note(Object content, Supplier<String> line) {
    trace.add(nowNanos, content, line);
  }

  /** Something happens that no line tells of: a message, or anything else made of records. */
  public void happens(Object content) {
    trace.mix(Fingerprint.of(content));
  }

  /** Runs {@code action} after {@code delayNanos}. */
  public void after(long delayNanos, Runnable action) {
    at(nowNanos + delayNanos, action);
  }

  /** Runs {@code action} at {@code atNanos}, or now if that has passed. */
  public void at(long atNanos, Runnable action) {
    scheduled++;
    events.add(new Event(Math.max(atNanos, nowNanos), scheduled, action));
  }

  /** Runs the next event; false if there is none. */
  public boolean step() {
    Event next = events.poll();
    if (next == null) {
      return false;
    }
    nowNanos = next.atNanos;
    trace.mix(nowNanos);
    next.action.run();
    return true;
  }
}
