package org.hyperdex.simulation;

import java.util.HashMap;
import java.util.Map;

/** Delivers messages after a random delay; those of one sender to one receiver in order. */
final class Network {
  private static final long MIN_DELAY_NANOS = 20_000;
  private static final long MAX_DELAY_NANOS = 2_000_000;

  private record Connection(long from, long to) {}

  private final EventLoop loop;
  private final Map<Connection, Long> lastArrivalNanos = new HashMap<>();

  Network(EventLoop loop) {
    this.loop = loop;
  }

  /** Runs {@code arrival} at the receiver when the message has travelled. */
  void send(long from, long to, Runnable arrival) {
    long delayNanos = loop.random().nextLong(MIN_DELAY_NANOS, MAX_DELAY_NANOS);
    Connection connection = new Connection(from, to);
    long arrivalNanos =
        Math.max(loop.nowNanos() + delayNanos, lastArrivalNanos.getOrDefault(connection, 0L) + 1);
    lastArrivalNanos.put(connection, arrivalNanos);
    loop.at(arrivalNanos, arrival);
  }
}
