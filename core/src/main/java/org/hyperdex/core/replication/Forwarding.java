package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.ChainMessage.TransferCommit;
import org.hyperdex.core.protocol.Role;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.replication.PendingWrite.Hop;
import org.jspecify.annotations.Nullable;

/**
 * Sends writes on: to the hop after this one, and at a tail to the joiner.
 *
 * <p>A write leaves a member of its key region, and a tail for its joiner, only when the batch it
 * was applied in is durable. Otherwise, after a loss of power, somebody might have a write that the
 * key region does not know, and nobody would take it back. Past the key region a write need not
 * wait: what is lost there comes again from the key region.
 *
 * <p>A write that creates an object anew leaves its head only when the removal before it has
 * committed, and so it does any other member of its key region: one that was told of both as the
 * joiner may be the tail before the removal has committed. Every other write names the one it
 * builds on, and passes the places where the object was behind those that put it there. This one
 * does neither: somebody could see it, and the object of before afterwards; and where a broken link
 * has lost what was before, it would be missed.
 */
final class Forwarding {
  private final ShardState state;
  private final Hops hops;

  /** Writes that found no hop after this one in this turn: they commit when the turn ends. */
  private final List<Completion> completions = new ArrayList<>();

  private record Completion(Replica replica, PendingWrite write) {}

  Forwarding(ShardState state) {
    this.state = state;
    hops = new Hops(state);
  }

  Hops hops() {
    return hops;
  }

  /** Tells the joiner, if there is one, of a write that was applied here. */
  void forward(Replica replica, PendingWrite write) {
    Outgoing outgoing = replica.outgoing;
    if (outgoing != null) {
      state.effects.durableSends.add(
          new TurnEffects.Send(outgoing.joiner, outgoing.forward(write)));
    }
  }

  /** Tells the joiner, if there is one, that a write has committed. */
  void committed(Replica replica, PendingWrite write) {
    Outgoing outgoing = replica.outgoing;
    if (outgoing != null && write.transferSequence != 0) {
      // Behind the write itself, which may be one of this turn.
      state.effects.durableSends.add(
          new TurnEffects.Send(
              outgoing.joiner,
              new TransferCommit(
                  replica.id(),
                  outgoing.epoch,
                  outgoing.transfer,
                  write.write.key(),
                  write.write.version())));
    }
  }

  /** Sends a write to the hop that is now next, or lets it complete if there is none. */
  void pass(Replica replica, PendingWrite write) {
    Hop next = next(replica, write);
    write.sentTo = next;
    if (next == null) {
      completions.add(new Completion(replica, write));
      return;
    }
    Propagate message = write.write;
    if (!write.overtaken) {
      state.keep(replica, write);
    }
    if (next.position() < 0) {
      // Nobody is there yet, or the joiner has to have it first.
      return;
    }
    List<TurnEffects.Send> sends =
        write.turn == state.turn && replica.inKeySubspace()
            ? state.effects.durableSends
            : state.effects.sends;
    sends.add(
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
                Hops.path(message, next),
                Hops.position(message, next),
                replica.isHead() && replica.inKeySubspace()
                    ? replica.stable.mark()
                    : message.stable(),
                state.self)));
  }

  private @Nullable Hop next(Replica replica, PendingWrite write) {
    Outgoing outgoing = replica.outgoing;
    if (outgoing != null && outgoing.holds(write)) {
      return Hop.JOINER;
    }
    return followsRemoval(replica, write) ? Hop.REMOVAL : hops.after(replica, write.write);
  }

  /** Whether the write creates an object whose removal is under way. */
  private static boolean followsRemoval(Replica replica, PendingWrite write) {
    boolean creates =
        write.role() == Role.INSERT
            || (replica.isHead() && write.write.previous().equals(Version.NONE));
    return creates && replica.inKeySubspace() && replica.oldestPending(write.write.key()) != write;
  }

  /** The oldest pending write of {@code key} has committed: the one after it may have waited. */
  void removed(Replica replica, Bytes key) {
    PendingWrite next = replica.oldestPending(key);
    if (next != null && !next.acked && Hop.REMOVAL.equals(next.sentTo)) {
      pass(replica, next);
    }
  }

  /** The joiner has the write: it may go on. */
  void released(Replica replica, PendingWrite write) {
    if (Hop.JOINER.equals(write.sentTo) && !write.acked) {
      pass(replica, write);
    }
  }

  /**
   * Sends again what the hop after may not have: called for every replica when a configuration
   * comes. A write whose next hop, and that hop's epoch, are what they were is left alone.
   */
  void resend(Replica replica) {
    if (replica.isJoining()) {
      return;
    }
    for (PendingWrite write : replica.allUnderWay()) {
      boolean unsent = write.sentTo == null || !write.sentTo.equals(next(replica, write));
      if (!write.acked && unsent) {
        pass(replica, write);
      }
    }
  }

  /** Sends again what was on its way to {@code server} when the link to it broke. */
  void resendTo(Replica replica, long server) {
    for (PendingWrite write : replica.allUnderWay()) {
      if (!write.acked
          && write.sentTo != null
          && write.sentTo.position() >= 0
          && write.sentTo.server() == server) {
        pass(replica, write);
      }
    }
  }

  /** Hands over the writes that still have no hop after this one, and those that they let go on. */
  void takeCompletions(BiConsumer<Replica, PendingWrite> sink) {
    // A removal that commits lets the creation behind it pass, which may be complete then too.
    for (int i = 0; i < completions.size(); i++) {
      Completion completion = completions.get(i);
      if (completion.write.sentTo == null) {
        sink.accept(completion.replica, completion.write);
      }
    }
    completions.clear();
  }
}
