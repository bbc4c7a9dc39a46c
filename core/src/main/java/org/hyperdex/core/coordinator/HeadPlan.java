package org.hyperdex.core.coordinator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Chooses the head of each chain among its members, so that leaderships are as even as can be.
 *
 * <p>Assigning each chain to one of its members at the least sum of squares is a flow problem with
 * convex costs, and an assignment is the best there is if and only if no path of exchanges improves
 * it (Ahuja, Magnanti, Orlin: Network Flows, 1993, section 14.2). A path goes from a server to
 * another one through chains in which the one leads and the next is a member; following it, every
 * chain on it changes its head, the first server loses a leadership and the last one gains it.
 */
final class HeadPlan {
  private final int[][] chains;
  private final long[] everywhere;
  private final long[] here;

  /** For each server the chains it leads. */
  private final List<SortedSet<Integer>> led = new ArrayList<>();

  /**
   * Makes a plan.
   *
   * @param chains members of each chain, as positions in {@code everywhere}; the head is moved to
   *     the front
   * @param everywhere leaderships of each server; what is planned here is added
   */
  HeadPlan(int[][] chains, long[] everywhere) {
    this.chains = chains;
    this.everywhere = everywhere;
    this.here = new long[everywhere.length];
    for (int server = 0; server < everywhere.length; server++) {
      led.add(new TreeSet<>());
    }
  }

  /** Makes the best member of every chain its head. */
  void apply() {
    for (int chain = 0; chain < chains.length; chain++) {
      int best = 0;
      for (int i = 1; i < chains[chain].length; i++) {
        if (isLessLoaded(chains[chain][i], chains[chain][best])) {
          best = i;
        }
      }
      lead(chain, chains[chain][best]);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int server = 0; server < here.length; server++) {
        changed |= unburden(server);
      }
    }
  }

  /** Moves one leadership of {@code from} away if that is an improvement; says whether it did. */
  private boolean unburden(int from) {
    int[] reachedBy = new int[here.length];
    Arrays.fill(reachedBy, -1);
    boolean[] reached = new boolean[here.length];
    reached[from] = true;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(from));
    while (!queue.isEmpty()) {
      int server = queue.removeFirst();
      for (int chain : led.get(server)) {
        for (int member : chains[chain]) {
          if (!reached[member]) {
            reached[member] = true;
            reachedBy[member] = chain;
            queue.addLast(member);
          }
        }
      }
    }
    int best = from;
    for (int server = 0; server < here.length; server++) {
      if (reached[server] && wouldEvenOut(from, server) && isLessLoadedOrSelf(server, best, from)) {
        best = server;
      }
    }
    if (best == from) {
      return false;
    }
    int server = best;
    while (server != from) {
      int chain = reachedBy[server];
      int previous = chains[chain][0];
      lead(chain, server);
      server = previous;
    }
    return true;
  }

  private boolean isLessLoadedOrSelf(int server, int best, int from) {
    return best == from || isLessLoaded(server, best);
  }

  private boolean wouldEvenOut(int from, int to) {
    long gain = here[from] - here[to] - 1;
    return gain > 0 || (gain == 0 && everywhere[from] - everywhere[to] - 1 > 0);
  }

  private boolean isLessLoaded(int one, int other) {
    return here[one] != here[other] ? here[one] < here[other] : everywhere[one] < everywhere[other];
  }

  /** Makes {@code server} the head of {@code chain}, in the place of the one it has. */
  private void lead(int chain, int server) {
    int[] members = chains[chain];
    int before = members[0];
    if (led.get(before).remove(chain)) {
      here[before]--;
      everywhere[before]--;
    }
    for (int i = 0; i < members.length; i++) {
      if (members[i] == server) {
        members[i] = before;
        members[0] = server;
      }
    }
    led.get(server).add(chain);
    here[server]++;
    everywhere[server]++;
  }
}
