package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Ack;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a write at one replica: apply, pass on, acknowledge, commit.
 *
 * <p>The last hop of a path acknowledges in the turn in which it applies, once the turn's batch is
 * durable. Every other hop applied in an earlier turn, whose batch is durable by now, so that it
 * may acknowledge at once when the acknowledgement from below comes.
 *
 * <p>An acknowledgement goes to everybody who has sent the write: it is true whoever hears it. A
 * hop that is asked again, because a server or a link was lost, says so again as soon as it may:
 * whatever was lost, the hop before has the write as long as it has no acknowledgement, and sends
 * it again.
 */
final class Chain {
  private final ShardState state;
  private final Forwarding forwarding;
  private final Waiters waiters;

  Chain(ShardState state, Forwarding forwarding) {
    this.state = state;
    this.forwarding = forwarding;
    waiters = new Waiters(state);
  }

  /** Takes a write from the hop before. */
  void receive(Replica replica, Propagate message) {
    int position = Hops.before(replica, message);
    if (position < 0) {
      // The head of the key region takes writes from clients alone.
      return;
    }
    PendingWrite.Sender from =
        new PendingWrite.Sender(message.sender(), message.path().get(position).region(), position);
    if (message.version().compareTo(learnStable(replica, message)) <= 0) {
      acknowledge(message, from, true);
      return;
    }
    StoredRow before = replica.newestRow(message.key());
    Version newest = replica.newestVersion(message.key(), before);
    if (message.version().compareTo(newest) <= 0) {
      again(replica, message, from);
      return;
    }
    if (hasNoHome(replica, message)) {
      acknowledge(message, from, true);
      return;
    }
    Role role = message.path().get(message.position()).role();
    if (role != Role.INSERT && newest.compareTo(message.previous()) < 0) {
      replica.waiting.computeIfAbsent(message.key(), _ -> new ArrayList<>(2)).add(message);
      return;
    }
    apply(replica, message, before).cameFrom(from);
    retryWaiting(replica, message.key());
  }

  /**
   * Whether the key region of a write was given up. What that has not told anybody of is not begun
   * any more: it may build on a write that nobody sends again, and nothing says when it is
   * overtaken. What it has left at the hops before is found when copies are compared. A chain that
   * has begun ends, so that its members stay equal.
   */
  private boolean hasNoHome(Replica replica, Propagate message) {
    return replica.place() == 0
        && forwarding.hops().isGivenUp(replica, message.path().getFirst().region());
  }

  /**
   * There is a new configuration: what waits for a write of a region that is gone waits no more.
   */
  void configure(Replica replica) {
    List.copyOf(replica.waiting.keySet()).forEach(key -> retryWaiting(replica, key));
  }

  private Version learnStable(Replica replica, Propagate message) {
    return replica.tombstones.learn(
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

  /**
   * Takes a write that is not newer than what is here. In the key region, which every write of the
   * object passes in order, it has committed here if it is not pending. Elsewhere a newer one that
   * came another way may have overtaken it: then it must still reach the hops after this one.
   */
  private void again(Replica replica, Propagate message, PendingWrite.Sender from) {
    PendingWrite known = replica.pendingWrite(message.key(), message.version());
    if (known != null) {
      known.cameFrom(from);
      return;
    }
    if (replica.inKeySubspace()) {
      acknowledge(message, from, true);
      return;
    }
    Replica.WriteName name = new Replica.WriteName(message.key(), message.version());
    PendingWrite passing = replica.overtaken.get(name);
    if (passing != null) {
      passing.cameFrom(from);
      return;
    }
    if (hasNoHome(replica, message)) {
      acknowledge(message, from, true);
      return;
    }
    PendingWrite write = new PendingWrite(message, null);
    write.overtaken = true;
    write.cameFrom(from);
    replica.overtaken.put(name, write);
    forwarding.pass(replica, write);
  }

  /** A write begins at the head, which sends its Stable mark along with it. */
  PendingWrite begin(Replica replica, Propagate message, @Nullable StoredRow before) {
    learnStable(replica, message);
    return apply(replica, message, before);
  }

  /** Applies a write here and sends it on. */
  private PendingWrite apply(Replica replica, Propagate message, @Nullable StoredRow before) {
    PendingWrite write = new PendingWrite(message, before);
    put(replica, write);
    forwarding.forward(replica, write);
    forwarding.pass(replica, write);
    return write;
  }

  /**
   * Applies a write the tail has told this joiner of; what becomes of it the tail tells as well.
   */
  void applyJoined(Replica replica, Propagate message) {
    learnStable(replica, message);
    PendingWrite write = new PendingWrite(message, null);
    write.reopened = true;
    state.keep(replica, write);
    put(replica, write);
  }

  /** The tail has committed a write this joiner has. */
  void commitJoined(Replica replica, Bytes key, Version version) {
    PendingWrite write = replica.pendingWrite(key, version);
    if (write != null) {
      write.acked = true;
      commitAcked(replica, key, false);
    }
  }

  private void put(Replica replica, PendingWrite write) {
    write.turn = state.turn;
    Propagate message = write.write;
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
  }

  private void recordOutcome(Replica replica, Propagate message) {
    OutcomeRecord record =
        new OutcomeRecord(message.operation(), message.outcome(), message.version());
    if (replica.sessions.record(record)) {
      state.effects.changes.add(new StoreChange.PutOutcome(replica.id(), record));
    }
    replica.sessions.advance(
        message.operation().client(),
        message.watermark(),
        forgotten ->
            state.effects.changes.add(new StoreChange.RemoveOutcome(replica.id(), forgotten)));
  }

  /** Takes the acknowledgement from the hop after. */
  void receive(Replica replica, Ack ack) {
    PendingWrite write = replica.pendingWrite(ack.key(), ack.version());
    if (write != null) {
      write.acked = true;
      commitAcked(replica, ack.key(), false);
      return;
    }
    if (!replica.overtaken.isEmpty()) {
      PendingWrite passed =
          replica.overtaken.remove(new Replica.WriteName(ack.key(), ack.version()));
      if (passed != null) {
        acknowledge(passed, false);
      }
    }
  }

  /** Ends the turn: what has no hop after this one is acknowledged once the batch is durable. */
  void complete() {
    forwarding.takeCompletions(this::complete);
  }

  private void complete(Replica replica, PendingWrite write) {
    Propagate message = write.write;
    write.acked = true;
    if (!write.overtaken) {
      commitAcked(replica, message.key(), true);
      if (replica.pendingWrite(message.key(), message.version()) != null) {
        // An older one is in its way. A new process must not take that for the newest.
        state.keep(replica, write);
      }
    } else if (replica.overtaken.remove(
        new Replica.WriteName(message.key(), message.version()), write)) {
      acknowledge(write, true);
    }
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
    } else {
      forwarding.removed(replica, key);
    }
  }

  private void commit(Replica replica, PendingWrite write, boolean thisTurn) {
    Propagate message = write.write;
    if (write.recorded) {
      state.effects.changes.add(
          new StoreChange.RemovePending(replica.id(), message.key(), message.version()));
    }
    if (write.after == null && !replica.tombstones.isPassed(write.keyRegion(), message.version())) {
      Tombstone tombstone = new Tombstone(message.key(), message.version(), write.keyRegion());
      replica.tombstones.add(tombstone);
      state.effects.changes.add(new StoreChange.PutTombstone(replica.id(), tombstone));
    }
    if (replica.inKeySubspace()) {
      replica.stable.committed(message.version());
      if (write.after == null) {
        replica.moves.removed(message.key(), state.nowNanos);
      }
    } else if (write.moves()) {
      remember(replica, write);
    }
    forwarding.committed(replica, write);
    acknowledge(write, thisTurn);
    waiters.release(replica, write, thisTurn);
  }

  private void acknowledge(PendingWrite write, boolean thisTurn) {
    for (PendingWrite.Sender sender : write.senders) {
      acknowledge(write.write, sender, thisTurn);
    }
  }

  private void remember(Replica replica, PendingWrite write) {
    if (write.after == null) {
      replica.moves.left(write.write.key(), write.write.row().orElseThrow(), state.nowNanos);
    } else {
      replica.moves.came(write.write.key(), state.nowNanos);
    }
  }

  /**
   * Tells a hop before.
   *
   * @param thisTurn whether what is told is durable only when this turn's batch is
   */
  private void acknowledge(Propagate message, PendingWrite.Sender to, boolean thisTurn) {
    long region = to.region();
    long epoch = state.configuration.region(region).map(found -> found.region().epoch()).orElse(0L);
    TurnEffects.Send send =
        new TurnEffects.Send(
            to.server(), new Ack(region, epoch, message.key(), message.version(), to.position()));
    (thisTurn ? state.effects.durableSends : state.effects.sends).add(send);
  }

  /** Lets go of everybody who waits for a write of a replica that is no longer this server's. */
  void abandon(Replica replica) {
    replica.allPending().forEach(waiters::abandon);
  }
}
