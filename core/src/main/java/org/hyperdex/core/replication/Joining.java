package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Chunk;
import org.hyperdex.core.protocol.ChainMessage.ChunkDigest;
import org.hyperdex.core.protocol.ChainMessage.ChunkStored;
import org.hyperdex.core.protocol.ChainMessage.ChunkWanted;
import org.hyperdex.core.protocol.ChainMessage.TransferAck;
import org.hyperdex.core.protocol.ChainMessage.TransferBegin;
import org.hyperdex.core.protocol.ChainMessage.TransferCommit;
import org.hyperdex.core.protocol.ChainMessage.TransferMemory;
import org.hyperdex.core.protocol.ChainMessage.TransferWrite;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;

/**
 * The joiner's side of a transfer: does as the tail says, and judges nothing.
 *
 * <p>It keeps the rows it has, whatever their age: the tail's chunks make every range what it must
 * be. What it remembered beside rows is void, since others went on without this server.
 */
final class Joining {
  private final ShardState state;
  private final Chain chain;
  private final List<Replica> acknowledgementsDue = new ArrayList<>();

  Joining(ShardState state, Chain chain) {
    this.state = state;
    this.chain = chain;
  }

  void receive(Replica replica, ChainMessage.Transfer message) {
    if (message instanceof TransferBegin begin) {
      begin(replica, begin);
      return;
    }
    Incoming incoming = replica.incoming;
    if (incoming == null || incoming.transfer != message.transfer()) {
      return;
    }
    switch (message) {
      case TransferMemory memory -> remember(replica, memory);
      case TransferWrite write -> take(replica, incoming, write);
      case TransferCommit commit -> chain.commitJoined(replica, commit.key(), commit.version());
      case ChunkDigest digest -> compare(replica, incoming, digest);
      case Chunk chunk -> replace(replica, incoming, chunk);
      case TransferBegin _, TransferAck _, ChunkWanted _, ChunkStored _ -> {
        // These are for tails.
      }
    }
  }

  private void begin(Replica replica, TransferBegin begin) {
    Incoming earlier = replica.incoming;
    if (earlier != null && begin.transfer() <= earlier.transfer) {
      // By a link that has ended, and the tail has begun anew since: it counts its transfers.
      return;
    }
    List<StoreChange> changes = state.effects.changes;
    long region = replica.id();
    OptionalLong turnOfOlderRows =
        changes.stream().anyMatch(change -> isRowOf(region, change))
            ? OptionalLong.of(state.turn)
            : OptionalLong.empty();
    for (PendingWrite write : replica.allPending()) {
      if (write.recorded) {
        changes.add(
            new StoreChange.RemovePending(region, write.write.key(), write.write.version()));
      }
    }
    replica.sessions.each(
        outcome -> changes.add(new StoreChange.RemoveOutcome(region, outcome.operation())));
    for (Tombstone tombstone : replica.tombstones.all()) {
      changes.add(new StoreChange.RemoveTombstone(region, tombstone.key()));
    }
    replica.forget();
    replica.moves.restart(state.nowNanos);
    Incoming incoming = new Incoming(begin.transfer(), begin.sender(), turnOfOlderRows);
    replica.incoming = incoming;
    state.effects.mustSync = true;
    acknowledgeLater(replica, incoming);
  }

  private static boolean isRowOf(long region, StoreChange change) {
    return change.region() == region
        && (change instanceof StoreChange.PutRow || change instanceof StoreChange.RemoveRow);
  }

  private void remember(Replica replica, TransferMemory memory) {
    for (ChainMessage.KnownOutcome known : memory.outcomes()) {
      OutcomeRecord record = new OutcomeRecord(known.operation(), known.outcome(), known.version());
      if (replica.sessions.record(record)) {
        state.effects.changes.add(new StoreChange.PutOutcome(replica.id(), record));
      }
    }
    for (ChainMessage.KnownRemoval known : memory.removals()) {
      Tombstone tombstone = new Tombstone(known.key(), known.version(), known.keyRegion());
      replica.tombstones.add(tombstone);
      state.effects.changes.add(new StoreChange.PutTombstone(replica.id(), tombstone));
    }
    state.effects.mustSync = true;
  }

  private void take(Replica replica, Incoming incoming, TransferWrite message) {
    if (message.sequence() > incoming.sequence + 1) {
      // One before it was lost with a link; the tail will send both again.
      return;
    }
    if (message.sequence() == incoming.sequence + 1) {
      incoming.sequence = message.sequence();
      chain.applyJoined(replica, message.write());
    }
    acknowledgeLater(replica, incoming);
  }

  private void acknowledgeLater(Replica replica, Incoming incoming) {
    if (!incoming.acknowledgementDue) {
      incoming.acknowledgementDue = true;
      acknowledgementsDue.add(replica);
    }
  }

  /**
   * Compares what the store shows with what the tail's shows. What else this turn has put are
   * writes of this transfer, which the tail's has as well; but not so with those of the transfer
   * before.
   */
  private void compare(Replica replica, Incoming incoming, ChunkDigest theirs) {
    RowsDigest mine = new RowsDigest();
    state.store.rows(
        replica.id(),
        theirs.from(),
        theirs.to().orElse(null),
        (key, row) -> {
          mine.add(key, row);
          return mine.rows() <= theirs.rows();
        });
    boolean whole = !incoming.turnOfOlderRows.equals(OptionalLong.of(state.turn));
    if (whole && mine.rows() == theirs.rows() && mine.digest() == theirs.digest()) {
      stored(replica, incoming, theirs.from());
    } else {
      state.effects.sends.add(
          new TurnEffects.Send(
              incoming.tail,
              new ChunkWanted(replica.id(), theirs.epoch(), incoming.transfer, theirs.from())));
    }
  }

  private void replace(Replica replica, Incoming incoming, Chunk chunk) {
    Set<Bytes> theirs = new HashSet<>();
    for (FoundRow row : chunk.rows()) {
      theirs.add(row.key());
      state.effects.changes.add(new StoreChange.PutRow(replica.id(), row.key(), row.row()));
    }
    state.store.rows(
        replica.id(),
        chunk.from(),
        chunk.to().orElse(null),
        (key, _) -> {
          if (!theirs.contains(key)) {
            state.effects.changes.add(new StoreChange.RemoveRow(replica.id(), key));
          }
          return true;
        });
    state.effects.mustSync = true;
    stored(replica, incoming, chunk.from());
  }

  private void stored(Replica replica, Incoming incoming, Bytes from) {
    state.effects.durableSends.add(
        new TurnEffects.Send(
            incoming.tail,
            new ChunkStored(replica.id(), replica.epoch(), incoming.transfer, from)));
  }

  /** Ends the turn: what was taken in it is acknowledged once the batch is durable. */
  void complete() {
    for (Replica replica : acknowledgementsDue) {
      Incoming incoming = replica.incoming;
      if (incoming != null && incoming.acknowledgementDue) {
        incoming.acknowledgementDue = false;
        state.effects.durableSends.add(
            new TurnEffects.Send(
                incoming.tail,
                new TransferAck(
                    replica.id(), replica.epoch(), incoming.transfer, incoming.sequence)));
      }
    }
    acknowledgementsDue.clear();
  }
}
