package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** What goes wrong between processes: who does not hear whom, and for how long. */
final class NetworkFaults {
  private static final long LONGEST_PARTITION_NANOS = 700_000_000;
  private static final long SHORTEST_UNHEARD_NANOS = 250_000_000;
  private static final long LONGEST_ISOLATION_NANOS = 1_500_000_000;
  private static final long LONGEST_CLOG_NANOS = 150_000_000;
  private static final long SHORTEST_LONG_CUT_NANOS = 3_000_000_000L;
  private static final long SHORTEST_LEADER_PAUSE_NANOS = 60_000_000;
  private static final long LONGEST_LEADER_PAUSE_NANOS = 350_000_000;

  /** The longest that a long cut lasts. */
  static final long LONGEST_LONG_CUT_NANOS = 4_000_000_000L;

  private final EventLoop loop;
  private final Network network;
  private final Supplier<List<Long>> servers;
  private final Supplier<List<Long>> processes;

  /**
   * @param servers those that anything may happen to
   * @param processes all that can be cut off
   */
  NetworkFaults(
      EventLoop loop,
      Network network,
      Supplier<List<Long>> servers,
      Supplier<List<Long>> processes) {
    this.loop = loop;
    this.network = network;
    this.servers = servers;
    this.processes = processes;
  }

  private SplittableRandom random() {
    return loop.random();
  }

  private long oneOf(Supplier<List<Long>> all) {
    return all.get().get(random().nextInt(all.get().size()));
  }

  void breakLink() {
    network.breakLink(oneOf(servers), oneOf(processes));
  }

  void clog() {
    long server = oneOf(servers);
    long other = oneOf(processes);
    boolean away = random().nextBoolean();
    long nanos = random().nextLong(LONGEST_CLOG_NANOS);
    network.clog(away ? server : other, away ? other : server, nanos);
  }

  void partition() {
    long one = oneOf(servers);
    long other = oneOf(processes);
    long nanos = random().nextLong(LONGEST_PARTITION_NANOS);
    block(one, other, random().nextInt(3), nanos);
  }

  /** Lets nothing pass one way, the other, or both. */
  private void block(long one, long other, int ways, long nanos) {
    if (ways != 0) {
      network.block(one, other, nanos);
    }
    if (ways != 1) {
      network.block(other, one, nanos);
    }
  }

  /** The coordinators take the server for lost, and everybody else still talks to it. */
  void unheard(long victim) {
    long nanos = random().nextLong(SHORTEST_UNHEARD_NANOS, LONGEST_PARTITION_NANOS);
    network.block(victim, Cluster.COORDINATOR, nanos);
    network.block(Cluster.COORDINATOR, victim, nanos);
  }

  void isolate() {
    isolate(oneOf(processes), random().nextLong(LONGEST_ISOLATION_NANOS));
  }

  private void isolate(long one, long nanos) {
    List<Long> all = new ArrayList<>(processes.get());
    for (long other : all) {
      network.block(one, other, nanos);
      network.block(other, one, nanos);
    }
  }

  /** Coordinators and clients hear everybody; the victim and some or all other servers do not. */
  void cutOff(long victim, boolean forLong) {
    long nanos =
        forLong
            ? random().nextLong(SHORTEST_LONG_CUT_NANOS, LONGEST_LONG_CUT_NANOS)
            : random().nextLong(LONGEST_PARTITION_NANOS, LONGEST_ISOLATION_NANOS);
    List<Long> others = new ArrayList<>(servers.get());
    others.remove(victim);
    Collections.rotate(others, random().nextInt(1 + others.size()));
    int ways = random().nextInt(3);
    int most = others.isEmpty() ? 0 : random().nextInt(1, 1 + others.size());
    others.subList(0, most).forEach(other -> block(victim, other, ways, nanos));
  }

  /** Nobody hears the coordinators for a while; for how long. */
  long silenceLeader() {
    long nanos = random().nextLong(SHORTEST_LEADER_PAUSE_NANOS, LONGEST_LEADER_PAUSE_NANOS);
    isolate(Cluster.COORDINATOR, nanos);
    return nanos;
  }
}
