package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Count;
import org.hyperdex.core.protocol.ClientRequest.Explain;
import org.hyperdex.core.protocol.ClientRequest.Search;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.PredicateChecker;
import org.jspecify.annotations.Nullable;

/**
 * Opens searches and counts: fixes, in one turn, the snapshot, the pending writes and the recent
 * moves that belong together.
 *
 * <p>A search answers pending writes with what they result in, unless the object leaves the region
 * by it: such a key it tells as moved. Later writes of the object do not pass here, and may commit,
 * and be seen, before this server hears that the departure has committed; what the object was when
 * it left may be out of date by then. A count over several regions tells every key that is not at
 * rest, since both regions would count the object. Their clients read those keys one by one.
 */
final class Scans {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final ShardState state;

  Scans(ShardState state) {
    this.state = state;
  }

  void open(long link, Replica replica, Search search) {
    if (isRefused(link, replica, search.requestId(), search.predicate(), search.lookBackMillis())) {
      return;
    }
    Optional<String> problem = search.listing().problem(replica.space().schema());
    if (problem.isPresent()) {
      refuse(link, search.requestId(), RefusalReason.MALFORMED, problem.get());
      return;
    }
    Evaluation evaluation = Evaluation.of(replica.space().schema(), search.predicate());
    boolean opening = search.lookBackMillis() > 0;
    SearchPending pending = new SearchPending();
    Set<Bytes> moved = new LinkedHashSet<>();
    if (opening) {
      replica.moves.departures(since(search.lookBackMillis()), evaluation, moved);
    }
    List<PendingWrite> awaited =
        meet(replica, evaluation, last -> opening && last.leaves(), pending, moved);
    TurnEffects.StartSearch start =
        new TurnEffects.StartSearch(
            link,
            search.requestId(),
            replica.id(),
            evaluation,
            search.listing(),
            false,
            false,
            search.credit(),
            state.store.snapshot(),
            pending,
            opening,
            List.copyOf(moved),
            List.of());
    begin(start, awaited);
  }

  void open(long link, Replica replica, Count count) {
    if (isRefused(link, replica, count.requestId(), count.predicate(), count.lookBackMillis())) {
      return;
    }
    Evaluation evaluation = Evaluation.of(replica.space().schema(), count.predicate());
    boolean opening = count.lookBackMillis() > 0;
    SearchPending pending = new SearchPending();
    Set<Bytes> moved = new LinkedHashSet<>();
    Set<Bytes> arrived = new LinkedHashSet<>();
    if (opening) {
      long since = since(count.lookBackMillis());
      replica.moves.departures(since, evaluation, moved);
      replica.moves.arrivals(since, arrived);
    }
    List<PendingWrite> awaited = meet(replica, evaluation, _ -> opening, pending, moved);
    TurnEffects.StartSearch start =
        new TurnEffects.StartSearch(
            link,
            count.requestId(),
            replica.id(),
            evaluation,
            Listing.KEYS,
            true,
            false,
            0,
            state.store.snapshot(),
            pending,
            opening,
            List.copyOf(moved),
            List.copyOf(arrived));
    begin(start, awaited);
  }

  void open(long link, Replica replica, Explain explain) {
    if (isRefused(link, replica, explain.requestId(), explain.predicate(), 0)) {
      return;
    }
    Evaluation evaluation = Evaluation.of(replica.space().schema(), explain.predicate());
    SearchPending pending = new SearchPending();
    List<PendingWrite> awaited =
        meet(replica, evaluation, _ -> false, pending, new LinkedHashSet<>());
    TurnEffects.StartSearch start =
        new TurnEffects.StartSearch(
            link,
            explain.requestId(),
            replica.id(),
            evaluation,
            Listing.KEYS,
            true,
            true,
            0,
            state.store.snapshot(),
            pending,
            false,
            List.of(),
            List.of());
    begin(start, awaited);
  }

  /**
   * Divides the keys of the pending writes that may matter: those that are told are left to the
   * client, for the snapshot may have the row before, whose own write is pending; the others are
   * awaited.
   *
   * @param told whether a key is told, by its newest pending write
   * @return the writes to be awaited
   */
  private static List<PendingWrite> meet(
      Replica replica,
      Evaluation evaluation,
      java.util.function.Predicate<PendingWrite> told,
      SearchPending pending,
      Set<Bytes> moved) {
    List<PendingWrite> awaited = new ArrayList<>();
    for (Deque<PendingWrite> queue : replica.pending.values()) {
      if (!mayMatter(queue, evaluation)) {
        continue;
      }
      PendingWrite last = queue.getLast();
      Bytes key = last.write.key();
      if (told.test(last)) {
        pending.cover(key);
        moved.add(key);
      } else {
        pending.await(key);
        awaited.add(last);
      }
    }
    return awaited;
  }

  private void begin(TurnEffects.StartSearch start, List<PendingWrite> awaited) {
    awaited.forEach(write -> write.waiters.add(new PendingWrite.SearchWaiter(start)));
    state.effects.searches.add(start);
  }

  private boolean isRefused(
      long link, Replica replica, long requestId, Predicate predicate, long lookBackMillis) {
    Optional<String> problem = PredicateChecker.problem(replica.space().schema(), predicate);
    if (problem.isPresent()) {
      refuse(link, requestId, RefusalReason.MALFORMED, problem.get());
      return true;
    }
    // Objects do not move in the key subspace.
    if (lookBackMillis > 0 && !replica.inKeySubspace()) {
      replica.moves.expire(state.nowNanos);
      if (lookBackMillis > RecentMoves.REACH_NANOS / NANOS_PER_MILLI
          || !replica.moves.remembers(since(lookBackMillis))) {
        refuse(
            link,
            requestId,
            RefusalReason.FORGOTTEN,
            "the moves of the last %d ms are not remembered".formatted(lookBackMillis));
        return true;
      }
    }
    return false;
  }

  private long since(long lookBackMillis) {
    return state.nowNanos - lookBackMillis * NANOS_PER_MILLI;
  }

  /** Whether the object matches before or after any of its pending writes. */
  private static boolean mayMatter(Deque<PendingWrite> queue, Evaluation evaluation) {
    for (PendingWrite write : queue) {
      Bytes key = write.write.key();
      if (write.reopened
          || matches(evaluation, key, write.before)
          || matches(evaluation, key, write.result())) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(Evaluation evaluation, Bytes key, @Nullable StoredRow row) {
    return row != null && evaluation.matches(key, row.row());
  }

  private void refuse(long link, long requestId, RefusalReason reason, String detail) {
    state.effects.replies.add(
        new TurnEffects.Reply(
            link, new Refused(requestId, reason, state.configuration.version(), detail)));
  }
}
