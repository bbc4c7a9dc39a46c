package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.PathElement;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.replication.PendingWrite.Hop;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a write at one replica: apply, pass on, acknowledge, commit.
 *
 * <p>The last hop of a path acknowledges in the turn in which it applies, once the turn's batch is
 * durable. Every other hop applied in an earlier turn, whose batch is durable by now, so that it
 * may acknowledge at once when the acknowledgement from below comes.
 */
final class Chain {
  private final ShardState state;

  /** Writes that found no hop after this one in this turn: they commit when the turn ends. */
  private final List<Completion> completions = new ArrayList<>();

  private record Completion(Replica replica, PendingWrite write) {}

  Chain(ShardState state) {
    this.state = state;
  }

  /** Takes a write from the hop before. */
  void receive(Replica replica, Propagate message) {
    learnStable(replica, message);
    StoredRow before = replica.newestRow(message.key());
    Version newest = replica.newestVersion(message.key(), before);
    if (message.version().compareTo(newest) <= 0) {
      acknowledgeAgain(replica, message);
      return;
    }
    Role role = message.path().get(message.position()).role();
    if (role != Role.INSERT && newest.compareTo(message.previous()) < 0) {
      replica.waiting.computeIfAbsent(message.key(), _ -> new ArrayList<>(2)).add(message);
      return;
    }
    apply(replica, message, before);
    retryWaiting(replica, message.key());
  }

  private void learnStable(Replica replica, Propagate message) {
    replica.tombstones.drop(
        message.path().getFirst().region(),
        message.stable(),
        key -> state.effects.changes.add(new StoreChange.RemoveTombstone(replica.id(), key)));
  }

  private void retryWaiting(Replica replica, Bytes key) {
    List<Propagate> waiting = replica.waiting.remove(key);
    if (waiting != null) {
      waiting.forEach(message -> receive(replica, message));
    }
  }

  private void acknowledgeAgain(Replica replica, Propagate message) {
    Deque<PendingWrite> queue = replica.pending.get(message.key());
    boolean stillPending =
        queue != null && queue.stream().anyMatch(w -> w.write.version().equals(message.version()));
    if (!stillPending) {
      acknowledge(replica, message, false);
    }
  }

  /** Applies a write here and sends it on; at the head this is where a write begins. */
  PendingWrite apply(Replica replica, Propagate message, @Nullable StoredRow before) {
    PendingWrite write = new PendingWrite(message, before);
    Bytes key = message.key();
    List<StoreChange> changes = state.effects.changes;
    if (write.after == null) {
      changes.add(new StoreChange.RemoveRow(replica.id(), key));
    } else {
      changes.add(new StoreChange.PutRow(replica.id(), key, write.after));
      if (replica.tombstones.remove(key)) {
        changes.add(new StoreChange.RemoveTombstone(replica.id(), key));
      }
    }
    if (replica.inKeySubspace()) {
      recordOutcome(replica, message);
    }
    state.effects.mustSync = true;
    replica.enqueue(write);
    pass(replica, write);
    return write;
  }

  private void recordOutcome(Replica replica, Propagate message) {
    OutcomeRecord record =
        new OutcomeRecord(message.operation(), message.outcome(), message.version());
    replica.sessions.record(record);
    state.effects.changes.add(new StoreChange.PutOutcome(replica.id(), record));
    replica.sessions.advance(
        message.operation().client(),
        message.watermark(),
        forgotten ->
            state.effects.changes.add(new StoreChange.RemoveOutcome(replica.id(), forgotten)));
  }

  /** Sends a pending write to the hop that is now next, or lets it complete if there is none. */
  private void pass(Replica replica, PendingWrite write) {
    Hop next = next(replica, write.write);
    write.sentTo = next;
    if (next == null) {
      completions.add(new Completion(replica, write));
      return;
    }
    Propagate message = write.write;
    if (!write.recorded) {
      write.recorded = true;
      state.effects.changes.add(
          new StoreChange.PutPending(replica.id(), new PendingRecord(message)));
    }
    state.effects.sends.add(
        new TurnEffects.Send(
            next.server(),
            new Propagate(
                next.region(),
                next.epoch(),
                message.key(),
                message.version(),
                message.previous(),
                message.operation(),
                message.watermark(),
                message.outcome(),
                message.row(),
                message.path(),
                next.position(),
                replica.isHead() && replica.inKeySubspace()
                    ? replica.stable.mark()
                    : message.stable())));
  }

  /**
   * Sends again what the hop after may not have: called for every replica when a configuration
   * comes. A write whose hop, and whose own epoch, are what they were is left alone.
   */
  void resend(Replica replica, boolean epochChanged) {
    for (PendingWrite write : replica.allPending()) {
      boolean unsent = write.sentTo == null || !write.sentTo.equals(next(replica, write.write));
      if (!write.acked && (epochChanged || unsent)) {
        pass(replica, write);
      }
    }
  }

  /** Sends again what was on its way to {@code server} when the link to it broke. */
  void resendTo(Replica replica, long server) {
    for (PendingWrite write : replica.allPending()) {
      if (!write.acked && write.sentTo != null && write.sentTo.server() == server) {
        pass(replica, write);
      }
    }
  }

  /** Takes the acknowledgement from the hop after. */
  void receive(Replica replica, Ack ack) {
    Deque<PendingWrite> queue = replica.pending.get(ack.key());
    if (queue == null) {
      return;
    }
    for (PendingWrite write : queue) {
      if (write.write.version().equals(ack.version())) {
        write.acked = true;
        commitAcked(replica, ack.key(), false);
        return;
      }
    }
  }

  /** Ends the turn: what has no hop after this one is acknowledged once the batch is durable. */
  void complete() {
    for (Completion completion : completions) {
      if (completion.write.sentTo == null) {
        completion.write.acked = true;
        commitAcked(completion.replica, completion.write.write.key(), true);
      }
    }
    completions.clear();
  }

  private void commitAcked(Replica replica, Bytes key, boolean thisTurn) {
    Deque<PendingWrite> queue = replica.pending.get(key);
    if (queue == null) {
      return;
    }
    while (!queue.isEmpty() && queue.getFirst().acked) {
      commit(replica, queue.removeFirst(), thisTurn);
    }
    if (queue.isEmpty()) {
      replica.pending.remove(key);
    }
  }

  private void commit(Replica replica, PendingWrite write, boolean thisTurn) {
    Propagate message = write.write;
    if (write.recorded) {
      state.effects.changes.add(
          new StoreChange.RemovePending(replica.id(), message.key(), message.version()));
    }
    if (write.after == null) {
      Tombstone tombstone = new Tombstone(message.key(), message.version(), write.keyRegion());
      replica.tombstones.add(tombstone);
      state.effects.changes.add(new StoreChange.PutTombstone(replica.id(), tombstone));
    }
    if (replica.inKeySubspace()) {
      replica.stable.committed(message.version());
    }
    acknowledge(replica, message, thisTurn);
    for (PendingWrite.Waiter waiter : write.waiters) {
      release(waiter, write, thisTurn);
    }
  }

  private void acknowledge(Replica replica, Propagate message, boolean thisTurn) {
    Hop previous = previous(replica, message);
    if (previous == null) {
      return;
    }
    TurnEffects.Send send =
        new TurnEffects.Send(
            previous.server(),
            new Ack(
                previous.region(),
                previous.epoch(),
                message.key(),
                message.version(),
                previous.position()));
    (thisTurn ? state.effects.durableSends : state.effects.sends).add(send);
  }

  /** Lets go of everybody who waits for a write of a replica that is no longer this server's. */
  void abandon(Replica replica) {
    for (PendingWrite write : replica.allPending()) {
      for (PendingWrite.Waiter waiter : write.waiters) {
        switch (waiter) {
          case PendingWrite.WriteWaiter(long link, long requestId) -> refuse(link, requestId);
          case PendingWrite.GetWaiter(long link, long requestId) -> refuse(link, requestId);
          case PendingWrite.VerdictWaiter(TurnEffects.Reply verdict) -> reply(verdict, true);
          case PendingWrite.SearchWaiter _ -> release(waiter, write, true);
        }
      }
    }
  }

  private void refuse(long link, long requestId) {
    reply(
        new TurnEffects.Reply(
            link,
            new Refused(
                requestId,
                RefusalReason.UNKNOWN_REGION,
                state.configuration.version(),
                "the region is no longer at this server")),
        true);
  }

  private void release(PendingWrite.Waiter waiter, PendingWrite write, boolean thisTurn) {
    switch (waiter) {
      case PendingWrite.WriteWaiter(long link, long requestId) ->
          reply(
              new TurnEffects.Reply(
                  link,
                  new WriteResult(requestId, write.write.outcome(), write.write.version(), -1)),
              thisTurn);
      case PendingWrite.GetWaiter(long link, long requestId) ->
          reply(new TurnEffects.Reply(link, new GetResult(requestId, write.visible())), thisTurn);
      case PendingWrite.VerdictWaiter(TurnEffects.Reply verdict) -> reply(verdict, thisTurn);
      case PendingWrite.SearchWaiter(TurnEffects.StartSearch search) -> {
        Bytes key = write.write.key();
        if (write.after != null && Evaluation.matches(search.predicate(), key, write.after.row())) {
          search.pending().add(new FoundRow(key, write.after));
        }
        if (search.pending().arrived()) {
          state.effects.settled.add(search.pending());
        }
      }
    }
  }

  private void reply(TurnEffects.Reply reply, boolean thisTurn) {
    (thisTurn ? state.effects.durableReplies : state.effects.replies).add(reply);
  }

  /** Where a write goes from here: down the chain, then to the head of the next path element. */
  private @Nullable Hop next(Replica replica, Propagate message) {
    List<Long> chain = replica.region().chain();
    if (replica.place() + 1 < chain.size()) {
      return new Hop(
          chain.get(replica.place() + 1), replica.id(), replica.epoch(), message.position());
    }
    for (int i = message.position() + 1; i < message.path().size(); i++) {
      Optional<RegionRef> found = state.configuration.region(message.path().get(i).region());
      if (found.isPresent() && found.get().region().head().isPresent()) {
        return hop(found.get(), found.get().region().head().getAsLong(), i);
      }
    }
    return null;
  }

  /** Where a write came from: up the chain, then the tail of the path element before. */
  private @Nullable Hop previous(Replica replica, Propagate message) {
    if (replica.place() > 0) {
      return new Hop(
          replica.region().chain().get(replica.place() - 1),
          replica.id(),
          replica.epoch(),
          message.position());
    }
    if (message.position() == 0) {
      return null;
    }
    int before = message.position() - 1;
    PathElement element = message.path().get(before);
    return state
        .configuration
        .region(element.region())
        .filter(found -> found.region().tail().isPresent())
        .map(found -> hop(found, found.region().tail().getAsLong(), before))
        .orElse(null);
  }

  private static Hop hop(RegionRef found, long server, int position) {
    return new Hop(server, found.region().id(), found.region().epoch(), position);
  }
}
