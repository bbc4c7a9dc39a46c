package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;

/**
 * Judges what servers say of each other: a server that reaches the coordinators but not the servers
 * it shares paths with holds up every write that has to pass it, and no lease ever runs out.
 *
 * <p>Each server says in every heartbeat whom it cannot reach. Whatever is wrong between two
 * servers, one of them has to go. It is the one that has trouble with most others; of equals, the
 * one of whom more complain; then the one with fewer regions, which costs least. A complaint counts
 * when it has been upheld for a while, so that a restart or a hiccup drives nobody out.
 *
 * <p>Who was driven out may announce itself again at once, with nobody complaining yet. It joins no
 * chain before it has been free of complaints for a while.
 *
 * <p>What it knows is the leader's alone and is gathered anew by the next one. Time is nanoseconds
 * of a monotonic clock. Not thread-safe.
 */
public final class Neighbours {
  private final long patienceNanos;
  private final long probationNanos;
  private final Map<Complaint, Long> sinceNanos = new HashMap<>();
  private final Map<Long, Long> troubledNanos = new HashMap<>();
  private final Map<Long, Long> incarnations = new HashMap<>();

  /** That {@code from} cannot reach {@code about}. */
  private record Complaint(long from, long about) {}

  /**
   * @param patienceNanos how long a complaint must be upheld before anybody is driven out
   * @param probationNanos how long who was in trouble must be free of complaints to join a chain
   */
  public Neighbours(long patienceNanos, long probationNanos) {
    this.patienceNanos = patienceNanos;
    this.probationNanos = probationNanos;
  }

  /** The leader's time begins: whatever was known is void. */
  public void becameLeader() {
    sinceNanos.clear();
    troubledNanos.clear();
    incarnations.clear();
  }

  /** A heartbeat of {@code server} came, which cannot reach {@code unreachable}. */
  public void heard(long server, Collection<Long> unreachable, long nowNanos) {
    sinceNanos
        .keySet()
        .removeIf(known -> known.from() == server && !unreachable.contains(known.about()));
    for (long about : unreachable) {
      sinceNanos.putIfAbsent(new Complaint(server, about), nowNanos);
    }
  }

  /** Says which servers are available: what concerns others, or other processes, is forgotten. */
  public void watch(Collection<Server> available) {
    Set<Long> same = new HashSet<>();
    for (Server server : available) {
      Long before = incarnations.put(server.id(), server.incarnation());
      if (before != null && before == server.incarnation()) {
        same.add(server.id());
      }
    }
    incarnations.keySet().retainAll(available.stream().map(Server::id).toList());
    sinceNanos
        .keySet()
        .removeIf(known -> !same.contains(known.from()) || !same.contains(known.about()));
  }

  /**
   * The servers that must go; to be called several times a second. They are among those that have a
   * place in a region.
   */
  public Set<Long> suspects(CoordinatorState state, long nowNanos) {
    if (sinceNanos.isEmpty()) {
      return Set.of();
    }
    Map<Long, Integer> regions = regions(state);
    for (long server : inTrouble(sinceNanos.keySet(), regions)) {
      troubledNanos.put(server, nowNanos);
    }
    List<Complaint> upheld =
        sinceNanos.entrySet().stream()
            .filter(entry -> nowNanos - entry.getValue() >= patienceNanos)
            .map(Map.Entry::getKey)
            .filter(one -> regions.containsKey(one.from()) && regions.containsKey(one.about()))
            .toList();
    return inTrouble(upheld, regions);
  }

  /** The servers that must join no chain now. */
  public Set<Long> onProbation(long nowNanos) {
    troubledNanos.values().removeIf(since -> nowNanos - since > probationNanos);
    return Set.copyOf(troubledNanos.keySet());
  }

  private static Map<Long, Integer> regions(CoordinatorState state) {
    Map<Long, Integer> regions = new HashMap<>();
    for (Region region : state.regions()) {
      region.chain().forEach(member -> regions.merge(member, 1, Integer::sum));
      region.joiner().ifPresent(joiner -> regions.merge(joiner, 1, Integer::sum));
    }
    return regions;
  }

  /** Those without whom nobody would have anybody to complain about. */
  private static Set<Long> inTrouble(Collection<Complaint> complaints, Map<Long, Integer> regions) {
    List<Complaint> left = new ArrayList<>(complaints);
    Set<Long> driven = new TreeSet<>();
    while (!left.isEmpty()) {
      long worst = worst(left, regions);
      driven.add(worst);
      left.removeIf(one -> one.from() == worst || one.about() == worst);
    }
    return driven;
  }

  private static long worst(List<Complaint> complaints, Map<Long, Integer> regions) {
    Map<Long, Set<Long>> others = new HashMap<>();
    Map<Long, Integer> complainants = new HashMap<>();
    for (Complaint one : complaints) {
      others.computeIfAbsent(one.from(), _ -> new HashSet<>()).add(one.about());
      others.computeIfAbsent(one.about(), _ -> new HashSet<>()).add(one.from());
      complainants.merge(one.about(), 1, Integer::sum);
    }
    ToLongFunction<Long> having = server -> regions.getOrDefault(server, 0);
    return others.keySet().stream()
        .max(
            Comparator.comparingInt((Long server) -> others.getOrDefault(server, Set.of()).size())
                .thenComparingInt(server -> complainants.getOrDefault(server, 0))
                .thenComparing(Comparator.comparingLong(having).reversed())
                .thenComparingLong(server -> server))
        .orElseThrow();
  }
}
