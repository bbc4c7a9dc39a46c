package org.hyperdex.simulation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A process that may stand still, as that of a machine that is suspended. What comes for it waits,
 * and when it goes on it finds all of that: what came by one way in its order, and that of
 * different ways, its own timers among them, in any.
 *
 * <pre>
 * AWAKE  -> ASLEEP  it stands still
 * ASLEEP -> AWAKE   it goes on, with what came meanwhile
 * </pre>
 */
final class Standstill {
  /** The way by which a process's own timers come. */
  static final long TIMERS = 0;

  private final EventLoop loop;
  private final Map<Long, Deque<Runnable>> waiting = new TreeMap<>();
  private boolean asleep;

  Standstill(EventLoop loop) {
    this.loop = loop;
  }

  boolean asleep() {
    return asleep;
  }

  void begin() {
    asleep = true;
  }

  /** Something comes by a way: it runs now, or when the process goes on. */
  void come(long way, Runnable event) {
    if (asleep) {
      waiting.computeIfAbsent(way, _ -> new ArrayDeque<>()).addLast(event);
    } else {
      event.run();
    }
  }

  void end() {
    asleep = false;
    while (!waiting.isEmpty()) {
      List<Long> ways = new ArrayList<>(waiting.keySet());
      long way = ways.get(loop.random().nextInt(ways.size()));
      Deque<Runnable> events = waiting.getOrDefault(way, new ArrayDeque<>());
      Runnable first = events.pollFirst();
      if (events.isEmpty()) {
        waiting.remove(way);
      }
      if (first != null) {
        first.run();
      }
    }
  }
}
