package org.hyperdex.core.replication;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.ChunkStored;
import org.hyperdex.core.protocol.ChainMessage.ChunkWanted;
import org.hyperdex.core.protocol.ChainMessage.KnownOutcome;
import org.hyperdex.core.protocol.ChainMessage.KnownRemoval;
import org.hyperdex.core.protocol.ChainMessage.TransferAck;
import org.hyperdex.core.protocol.ChainMessage.TransferBegin;
import org.hyperdex.core.protocol.ChainMessage.TransferMemory;

/** The tail's side of all transfers of a shard: begins, drives and ends them. */
final class Transfers {
  /** What all shards of a server together may read for joiners, if nobody says otherwise. */
  static final long DEFAULT_BYTES_PER_SECOND = 64 << 20;

  private static final int DEFAULT_CHUNK_BYTES = 64 << 10;
  private static final int MEMORIES_PER_MESSAGE = 1_000;

  /** A joiner that is silent for so long has lost something, however that came about. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final ShardState state;
  private final Forwarding forwarding;
  private final RateLimit limit = new RateLimit(DEFAULT_BYTES_PER_SECOND);
  private final List<Replica> sending = new ArrayList<>();
  private final List<ChainMessage> walked = new ArrayList<>();
  private long attempts;
  private int chunkBytes = DEFAULT_CHUNK_BYTES;

  Transfers(ShardState state, Forwarding forwarding) {
    this.state = state;
    this.forwarding = forwarding;
  }

  void rate(long bytesPerSecond) {
    limit.rate(bytesPerSecond);
  }

  void chunks(int bytes) {
    chunkBytes = bytes;
  }

  /** Begins and ends transfers as the newest configuration says. */
  void configure() {
    sending.clear();
    for (Replica replica : state.replicas.values()) {
      OptionalLong joiner = replica.region().joiner();
      Outgoing known = replica.outgoing;
      if (!replica.isTail() || joiner.isEmpty()) {
        replica.outgoing = null;
        continue;
      }
      if (known == null || known.epoch != replica.epoch() || known.joiner != joiner.getAsLong()) {
        begin(replica, joiner.getAsLong());
      }
      sending.add(replica);
    }
  }

  private void begin(Replica replica, long joiner) {
    Outgoing outgoing = new Outgoing(replica, joiner, ++attempts, chunkBytes, state.nowNanos);
    replica.outgoing = outgoing;
    send(joiner, new TransferBegin(replica.id(), outgoing.epoch, outgoing.transfer, state.self));
    tellMemory(replica, outgoing);
    replica.allPending().forEach(write -> forwarding.forward(replica, write));
    // Those an earlier attempt held may go on: this one holds nothing yet.
    forwarding.resend(replica);
  }

  private void tellMemory(Replica replica, Outgoing outgoing) {
    List<KnownOutcome> outcomes = new ArrayList<>();
    List<KnownRemoval> removals = new ArrayList<>();
    replica.sessions.each(
        one -> outcomes.add(new KnownOutcome(one.operation(), one.outcome(), one.version())));
    for (Tombstone one : replica.tombstones.all()) {
      removals.add(new KnownRemoval(one.key(), one.version(), one.keyRegion()));
    }
    for (int i = 0; i < Math.max(outcomes.size(), removals.size()); i += MEMORIES_PER_MESSAGE) {
      send(
          outgoing.joiner,
          new TransferMemory(
              replica.id(),
              outgoing.epoch,
              outgoing.transfer,
              part(outcomes, i),
              part(removals, i)));
    }
  }

  private static <T> List<T> part(List<T> all, int from) {
    return List.copyOf(
        all.subList(Math.min(from, all.size()), Math.min(from + MEMORIES_PER_MESSAGE, all.size())));
  }

  /** Takes what the joiner says; the shard has compared the epochs. */
  void receive(Replica replica, ChainMessage.Transfer message) {
    Outgoing outgoing = replica.outgoing;
    if (outgoing == null || outgoing.transfer != message.transfer()) {
      return;
    }
    switch (message) {
      case TransferAck ack -> {
        for (PendingWrite write : outgoing.acknowledge(ack.sequence(), state.nowNanos)) {
          forwarding.released(replica, write);
        }
      }
      case ChunkWanted wanted -> outgoing.want(wanted.from(), state.nowNanos);
      case ChunkStored stored -> outgoing.stored(stored.from(), state.nowNanos);
      case TransferBegin _,
          TransferMemory _,
          ChainMessage.TransferWrite _,
          ChainMessage.TransferCommit _,
          ChainMessage.ChunkDigest _,
          ChainMessage.Chunk _ -> {
        // These are for joiners.
      }
    }
  }

  /** A link between this server and {@code server} broke, with what was on it. */
  void reconnected(long server) {
    for (Replica replica : sending) {
      Outgoing outgoing = replica.outgoing;
      if (outgoing != null && outgoing.joiner == server) {
        again(replica, outgoing);
      }
    }
  }

  /**
   * A joiner that may be the tail by now must not be made to forget: it only gets what it lacks.
   */
  private void again(Replica replica, Outgoing outgoing) {
    if (outgoing.synced()) {
      outgoing.touched(state.nowNanos);
      outgoing
          .missed()
          .forEach(message ->
              state.effects.durableSends.add(new TurnEffects.Send(outgoing.joiner, message)));
    } else {
      begin(replica, outgoing.joiner);
    }
  }

  /** Ends the turn: goes on with the walks. */
  void complete() {
    for (Replica replica : sending) {
      Outgoing outgoing = replica.outgoing;
      if (outgoing == null) {
        continue;
      }
      outgoing.walk(state.store, limit, state.nowNanos, walked);
      for (int i = 0; i < walked.size(); i++) {
        // Before the writes of this turn, which the store does not show yet.
        state.effects.sends.add(i, new TurnEffects.Send(outgoing.joiner, walked.get(i)));
      }
      walked.clear();
      if (outgoing.awaits() && state.nowNanos - outgoing.progressNanos() > PATIENCE_NANOS) {
        again(replica, outgoing);
      }
    }
  }

  /** How far each transfer is. */
  List<TransferProgress> progress() {
    List<TransferProgress> all = new ArrayList<>(sending.size());
    for (Replica replica : sending) {
      Outgoing outgoing = replica.outgoing;
      if (outgoing != null) {
        all.add(outgoing.progress(state.store));
      }
    }
    return all;
  }

  private void send(long joiner, ChainMessage message) {
    state.effects.sends.add(new TurnEffects.Send(joiner, message));
  }
}
