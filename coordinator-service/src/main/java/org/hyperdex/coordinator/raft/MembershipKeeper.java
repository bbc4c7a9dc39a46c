package org.hyperdex.coordinator.raft;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftPeer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the group's membership to what the state says it shall be, one change at a time.
 *
 * <p>The wish is in the state, so it survives the leader, and every leader goes on with it. Who is
 * to leave leaves first: it is most likely dead, and each dead member costs the majority one. A new
 * member that cannot be reached holds up nobody but itself. A change is tried again until it is
 * made.
 *
 * <p>While a change takes long, entries are written that mean nothing: when the first connection to
 * a new member is slow, Ratis can come to a state in which the member has every entry, but counts
 * as caught up only after one more.
 *
 * <p>{@link #step} is to be called by one thread, often.
 */
public final class MembershipKeeper {
  private static final Logger LOG = LoggerFactory.getLogger(MembershipKeeper.class);
  private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration NUDGE_PERIOD = Duration.ofSeconds(1);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(300);

  private final RaftNode raft;
  private final Supplier<Collection<Peer>> wanted;
  private final byte[] nudge;
  private long nextNudgeNanos;
  private CompletableFuture<Void> change = CompletableFuture.completedFuture(null);
  private int turn;

  /**
   * @param wanted the members there shall be; empty as long as that is not known
   * @param nudge an entry that means nothing
   */
  public MembershipKeeper(RaftNode raft, Supplier<Collection<Peer>> wanted, byte[] nudge) {
    this.raft = raft;
    this.wanted = wanted;
    this.nudge = nudge;
  }

  /** Begins the next change if there is one to make and none is under way. Never blocks. */
  public void step() {
    if (!raft.leads()) {
      return;
    }
    if (!change.isDone()) {
      nudgeWhenDue();
      return;
    }
    Map<String, Peer> target =
        wanted.get().stream().collect(Collectors.toMap(Peer::id, Function.identity()));
    if (target.isEmpty()) {
      return;
    }
    Collection<RaftPeer> current = raft.raftMembers();
    List<RaftPeer> next = next(current, target);
    if (!same(current, next)) {
      begin(current, next);
    }
  }

  private void nudgeWhenDue() {
    if (System.nanoTime() - nextNudgeNanos >= 0) {
      nextNudgeNanos = System.nanoTime() + NUDGE_PERIOD.toNanos();
      var _ = raft.write(nudge, NUDGE_PERIOD);
    }
  }

  private List<RaftPeer> next(Collection<RaftPeer> current, Map<String, Peer> target) {
    List<RaftPeer> corrected = corrected(current, target);
    if (!same(current, corrected)) {
      return corrected;
    }
    List<RaftPeer> staying = current.stream().filter(peer -> target.containsKey(id(peer))).toList();
    if (staying.size() < current.size() && !staying.isEmpty()) {
      return staying;
    }
    List<Peer> missing =
        target.values().stream()
            .filter(peer -> current.stream().noneMatch(member -> id(member).equals(peer.id())))
            .toList();
    if (missing.isEmpty()) {
      return List.copyOf(current);
    }
    // Turn by turn, so that one that cannot be reached does not keep the others out.
    List<RaftPeer> grown = new ArrayList<>(current);
    grown.add(missing.get(Math.floorMod(turn++, missing.size())).toRaft(0));
    return grown;
  }

  /**
   * Members at new addresses. Ratis takes a membership for unchanged if only addresses differ, but
   * not if a priority does: so the priority rises with a new address and goes back to zero after.
   */
  private static List<RaftPeer> corrected(Collection<RaftPeer> current, Map<String, Peer> target) {
    boolean moved =
        current.stream()
            .anyMatch(peer ->
                target.containsKey(id(peer)) && !Peer.of(peer).equals(target.get(id(peer))));
    List<RaftPeer> corrected = new ArrayList<>();
    for (RaftPeer peer : current) {
      Peer wish = target.getOrDefault(id(peer), Peer.of(peer));
      int priority =
          !moved ? 0 : wish.equals(Peer.of(peer)) ? peer.getPriority() : peer.getPriority() + 1;
      corrected.add(wish.toRaft(priority));
    }
    return corrected;
  }

  private static boolean same(Collection<RaftPeer> one, Collection<RaftPeer> other) {
    return one.size() == other.size()
        && one.stream()
            .allMatch(peer ->
                other.stream()
                    .anyMatch(match ->
                        Peer.of(match).equals(Peer.of(peer))
                            && match.getPriority() == peer.getPriority()));
  }

  private void begin(Collection<RaftPeer> current, List<RaftPeer> next) {
    String from = names(current);
    String to = names(next);
    CompletableFuture<Void> pending = new CompletableFuture<>();
    change = pending;
    nextNudgeNanos = System.nanoTime() + NUDGE_PERIOD.toNanos();
    var _ =
        raft.setMembers(next, CHANGE_TIMEOUT)
            .whenComplete((_, failure) -> {
              if (failure == null) {
                LOG.info("coordinators changed: from={} to={}", from, to);
                pending.complete(null);
              } else {
                LOG.debug("coordinators not changed yet: from={} to={}", from, to, failure);
                pending.completeOnTimeout(
                    null, PAUSE_AFTER_FAILURE.toMillis(), TimeUnit.MILLISECONDS);
              }
            });
  }

  private static String names(Collection<RaftPeer> peers) {
    return peers.stream().map(MembershipKeeper::id).sorted().collect(Collectors.joining(","));
  }

  private static String id(RaftPeer peer) {
    return peer.getId().toString();
  }
}
