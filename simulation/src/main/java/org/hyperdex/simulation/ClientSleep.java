package org.hyperdex.simulation;

import java.util.Set;
import java.util.TreeSet;

/**
 * Lets a client stand still a moment after it has sent a write, for longer than any server
 * remembers a client it does not hear of. Servers give up their links to it meanwhile.
 */
final class ClientSleep {
  private static final long LONGEST_DROWSINESS_NANOS = 8_000_000;

  /** What servers must remember a client for, by the fast clocks of {@code sessions}. */
  private static final long SHORTEST_NANOS = 48_000_000_000L;

  /** The longest that a client stands still. */
  static final long LONGEST_NANOS = 55_000_000_000L;

  private final Cluster cluster;
  private final Set<Long> tired = new TreeSet<>();

  ClientSleep(Cluster cluster) {
    this.cluster = cluster;
  }

  /** Some client will fall asleep over its next write. */
  void soon() {
    int which = cluster.loop.random().nextInt(cluster.clients.size());
    tired.add(cluster.clients.keySet().stream().skip(which).findFirst().orElseThrow());
  }

  /** Nobody falls asleep any more. */
  void end() {
    tired.clear();
  }

  /** A client has sent a write. */
  void writes(long id) {
    if (tired.remove(id)) {
      cluster.loop.after(drowsiness(), () -> fallAsleep(id));
    }
  }

  private long drowsiness() {
    return cluster.loop.random().nextLong(LONGEST_DROWSINESS_NANOS);
  }

  private void fallAsleep(long id) {
    SimulatedClient client = cluster.client(id);
    if (client.standstill().asleep()) {
      return;
    }
    cluster.loop.note(() -> "client " + id + " stands still for very long");
    cluster.coverage.injected(Fault.CLIENT_SLEEP);
    client.standstill().begin();
    cluster.loop.after(
        drowsiness(),
        () -> {
          for (long server : cluster.servers.keySet()) {
            cluster.network.breakLink(id, server);
          }
        });
    cluster.loop.after(
        cluster.loop.random().nextLong(SHORTEST_NANOS, LONGEST_NANOS),
        () -> {
          cluster.loop.note(() -> "client " + id + " goes on");
          client.standstill().end();
        });
  }
}
