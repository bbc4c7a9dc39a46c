package org.hyperdex.core.coordinator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;

/**
 * Chooses the servers of regions that have none yet.
 *
 * <p>Every region gets as many distinct servers as it wants replicas, or all there are if they are
 * fewer. Servers that carry a zone label are taken from distinct zones as long as there are zones
 * enough; more replicas than zones are better kept in a zone twice than not at all.
 *
 * <p>Among those the load is even: over the regions of one subspace no server has more than one
 * replica more than another, nor leads more than one region more, unless zones of unequal size
 * forbid it. What does not divide goes to the servers that have least over all spaces. So with the
 * same servers throughout, the replicas of all spaces differ by one at most; point leaderships may
 * differ by two or three, for a chain must have a member that leads little, and evenness of
 * replicas decides who its members are. Evenness within a subspace comes first, for it decides how
 * many machines a search or a burst of writes can use.
 *
 * <p>A plan counts what it places, so subspaces are placed one after the other with the same plan.
 * The outcome depends on nothing but the arguments.
 */
final class PlacementPlan {
  private final List<Server> servers;
  private final Map<Long, Integer> positions = new HashMap<>();

  /** Replicas of each server over all spaces. */
  private final long[] replicas;

  /** Regions each server leads: in key subspaces, so as a point leader, and in other subspaces. */
  private final long[] pointLeaderships;

  private final long[] otherLeaderships;

  /**
   * Makes a plan.
   *
   * @param servers all that may be chosen
   * @param spaces all spaces there are, for the loads
   */
  PlacementPlan(List<Server> servers, List<Space> spaces) {
    this.servers = List.copyOf(servers);
    for (int i = 0; i < servers.size(); i++) {
      positions.put(servers.get(i).id(), i);
    }
    replicas = new long[servers.size()];
    pointLeaderships = new long[servers.size()];
    otherLeaderships = new long[servers.size()];
    for (Space space : spaces) {
      for (Subspace subspace : space.subspaces()) {
        long[] leaderships =
            subspace.id() == space.keySubspace().id() ? pointLeaderships : otherLeaderships;
        subspace.regions().forEach(region -> count(region, leaderships));
      }
    }
  }

  private void count(Region region, long[] leaderships) {
    for (int i = 0; i < region.chain().size(); i++) {
      Integer server = positions.get(region.chain().get(i));
      if (server != null) {
        replicas[server]++;
        if (i == 0) {
          leaderships[server]++;
        }
      }
    }
    if (region.joiner().isPresent()) {
      Integer server = positions.get(region.joiner().getAsLong());
      if (server != null) {
        replicas[server]++;
      }
    }
  }

  /**
   * Chooses the servers of {@code regions} regions of one subspace.
   *
   * @param wantedReplicas how many servers each should get
   * @param keySubspace whether a head is a point leader
   * @return for each region its chain, head first
   */
  List<List<Long>> place(int regions, int wantedReplicas, boolean keySubspace) {
    int length = Math.min(wantedReplicas, servers.size());
    int[][] chains = new int[regions][];
    long[] here = new long[servers.size()];
    long[] leaderships = keySubspace ? pointLeaderships : otherLeaderships;
    long[] expectedLeaderships = leaderships.clone();
    for (int region = 0; region < regions; region++) {
      chains[region] = choose(length, here, expectedLeaderships);
    }
    evenOut(chains, here);
    if (length > 0) {
      new HeadPlan(chains, leaderships).apply();
    }
    return Arrays.stream(chains)
        .map(chain -> Arrays.stream(chain).mapToObj(server -> servers.get(server).id()).toList())
        .toList();
  }

  /**
   * Takes the servers with the least replicas, one after the other. Of equals it takes first one
   * that leads least, to be the head, and then those that lead most: one that leads little would be
   * wasted behind another.
   */
  private int[] choose(int length, long[] here, long[] leaderships) {
    long least = Arrays.stream(leaderships).min().orElse(0);
    int[] chain = new int[length];
    int head = -1;
    for (int i = 0; i < length; i++) {
      boolean needsHead = head < 0 || leaderships[head] > least;
      int best = -1;
      for (int server = 0; server < servers.size(); server++) {
        if (!contains(chain, i, server)
            && (best < 0 || isBetter(chain, i, server, best, here, leaderships, needsHead))) {
          best = server;
        }
      }
      chain[i] = best;
      head = head < 0 || leaderships[best] < leaderships[head] ? best : head;
      here[best]++;
      replicas[best]++;
    }
    if (head >= 0) {
      leaderships[head]++;
    }
    return chain;
  }

  /** Whether {@code one} is to be preferred to {@code other} after the first members of a chain. */
  private boolean isBetter(
      int[] chain,
      int members,
      int one,
      int other,
      long[] here,
      long[] leaderships,
      boolean needsHead) {
    boolean repeats = repeatsZone(chain, members, one);
    if (repeats != repeatsZone(chain, members, other)) {
      return !repeats;
    }
    if (here[one] != here[other]) {
      return here[one] < here[other];
    }
    if (replicas[one] != replicas[other]) {
      return replicas[one] < replicas[other];
    }
    return needsHead
        ? leaderships[one] < leaderships[other]
        : leaderships[one] > leaderships[other];
  }

  private boolean repeatsZone(int[] chain, int members, int server) {
    String zone = servers.get(server).zone();
    if (zone.isEmpty()) {
      return false;
    }
    for (int i = 0; i < members; i++) {
      if (servers.get(chain[i]).zone().equals(zone)) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(int[] chain, int members, int server) {
    for (int i = 0; i < members; i++) {
      if (chain[i] == server) {
        return true;
      }
    }
    return false;
  }

  /**
   * Replaces members by servers with less, as long as that makes the load more even. Choosing one
   * by one is even by itself, except that a zone can be passed over too often early on.
   */
  private void evenOut(int[][] chains, long[] here) {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int[] chain : chains) {
        for (int i = 0; i < chain.length; i++) {
          for (int server = 0; server < servers.size(); server++) {
            if (wouldEvenOut(chain[i], server, here) && mayReplace(chain, i, server)) {
              here[chain[i]]--;
              replicas[chain[i]]--;
              here[server]++;
              replicas[server]++;
              chain[i] = server;
              changed = true;
            }
          }
        }
      }
    }
  }

  /** Whether moving one replica lowers the sum of squares, first here, then over all spaces. */
  private boolean wouldEvenOut(int from, int to, long[] here) {
    long gain = here[from] - here[to] - 1;
    return gain > 0 || (gain == 0 && replicas[from] - replicas[to] - 1 > 0);
  }

  private boolean mayReplace(int[] chain, int position, int server) {
    if (contains(chain, chain.length, server)) {
      return false;
    }
    int[] replaced = chain.clone();
    replaced[position] = server;
    return zonesOf(replaced) >= zonesOf(chain);
  }

  /**
   * How many failures of zones it takes to lose all; a server without label is a zone of its own.
   */
  private int zonesOf(int[] chain) {
    List<String> zones = new ArrayList<>();
    for (int member : chain) {
      String zone = servers.get(member).zone();
      if (zone.isEmpty() || !zones.contains(zone)) {
        zones.add(zone);
      }
    }
    return zones.size();
  }
}
