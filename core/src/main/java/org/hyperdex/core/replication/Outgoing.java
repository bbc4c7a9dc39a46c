package org.hyperdex.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ChainMessage.Chunk;
import org.hyperdex.core.protocol.ChainMessage.ChunkDigest;
import org.hyperdex.core.protocol.ChainMessage.TransferWrite;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;

/**
 * The transfer of one region from its tail to its joiner.
 *
 * <pre>
 * WALKING  -> HOLDING  the joiner has all chunks; from now on a new write goes to the joiner first
 * HOLDING  -> SYNCED   the joiner has every write that went on without waiting for it
 * </pre>
 *
 * <p>The stream to the joiner is in order, so a chunk needs no snapshot: it says what the range
 * holds at that point of the stream, and the writes that follow change it on both sides alike. The
 * rows are read from the store, which shows the turns before this one; chunks therefore leave
 * before the writes of their turn.
 *
 * <p>Once SYNCED the joiner may become the tail at any time, even without this server's hearing of
 * it. So nothing that it has not acknowledged may be seen further down the path.
 */
final class Outgoing {
  private enum State {
    WALKING,
    HOLDING,
    SYNCED
  }

  /** What of a range is under way: its digest, or its rows. */
  private record Range(Bytes from, Optional<Bytes> to, long bytes) {}

  private record Forward(PendingWrite write, TransferWrite message) {}

  private static final int CHUNK_ROWS = 4096;
  private static final int WINDOW_CHUNKS = 4;

  final long joiner;
  final long epoch;
  final long transfer;
  private final Replica replica;
  private final int chunkBytes;
  private final Deque<Forward> unacknowledged = new ArrayDeque<>();
  private final Map<Bytes, Range> underWay = new LinkedHashMap<>();
  private final Deque<Range> wanted = new ArrayDeque<>();
  private final Deque<Range> unwalked = new ArrayDeque<>();
  private State state = State.WALKING;
  private long sequence;
  private long acknowledged;

  /** Up to here writes have gone on without waiting for the joiner. */
  private long holdAfter;

  private boolean begunInThisTurn = true;
  private long bytesSent;
  private long bytesSkipped;
  private long progressNanos;

  Outgoing(Replica replica, long joiner, long transfer, int chunkBytes, long nowNanos) {
    this.replica = replica;
    this.chunkBytes = chunkBytes;
    this.joiner = joiner;
    this.epoch = replica.epoch();
    this.transfer = transfer;
    this.progressNanos = nowNanos;
    unwalked.add(new Range(Bytes.EMPTY, Optional.empty(), 0));
  }

  /** Numbers a write that was applied here; the message that tells the joiner. */
  TransferWrite forward(PendingWrite write) {
    sequence++;
    write.transferSequence = sequence;
    TransferWrite message = new TransferWrite(replica.id(), epoch, transfer, sequence, write.write);
    unacknowledged.addLast(new Forward(write, message));
    return message;
  }

  /** Whether the write must not go on yet. */
  boolean holds(PendingWrite write) {
    return state != State.WALKING
        && write.transferSequence > holdAfter
        && write.transferSequence > acknowledged;
  }

  /** The joiner has all writes up to {@code upTo}; those that may be able to go on now. */
  List<PendingWrite> acknowledge(long upTo, long nowNanos) {
    List<PendingWrite> released = new ArrayList<>();
    while (!unacknowledged.isEmpty() && unacknowledged.getFirst().message.sequence() <= upTo) {
      released.add(unacknowledged.removeFirst().write);
    }
    acknowledged = Math.max(acknowledged, upTo);
    progressNanos = nowNanos;
    advance();
    return released;
  }

  /** The writes the joiner may have missed, in order. */
  List<TransferWrite> missed() {
    return unacknowledged.stream().map(Forward::message).toList();
  }

  void want(Bytes from, long nowNanos) {
    Range range = underWay.remove(from);
    if (range != null) {
      progressNanos = nowNanos;
      wanted.addLast(range);
    }
  }

  void stored(Bytes from, long nowNanos) {
    Range range = underWay.remove(from);
    if (range != null) {
      progressNanos = nowNanos;
      bytesSkipped += range.bytes;
      advance();
    }
  }

  private void advance() {
    boolean walked = unwalked.isEmpty() && wanted.isEmpty() && underWay.isEmpty();
    if (state == State.WALKING && walked) {
      state = State.HOLDING;
      holdAfter = sequence;
    }
    if (state == State.HOLDING && acknowledged >= holdAfter) {
      state = State.SYNCED;
    }
  }

  /** Goes on with the walk as far as the window and the limit allow. */
  void walk(RegionStore store, RateLimit limit, long nowNanos, List<ChainMessage> messages) {
    if (begunInThisTurn) {
      begunInThisTurn = false;
      return;
    }
    while (underWay.size() < WINDOW_CHUNKS
        && !(wanted.isEmpty() && unwalked.isEmpty())
        && limit.open(nowNanos)) {
      messages.add(wanted.isEmpty() ? digest(store, limit) : chunk(store, limit));
    }
  }

  private ChunkDigest digest(RegionStore store, RateLimit limit) {
    Range range = unwalked.removeFirst();
    RowsDigest digest = new RowsDigest();
    Optional<Bytes> end = read(store, range, digest::add, digest::bytes, digest::rows);
    limit.passed(digest.bytes());
    send(new Range(range.from, end, digest.bytes()));
    return new ChunkDigest(
        replica.id(), epoch, transfer, range.from, end, digest.digest(), digest.rows());
  }

  private Chunk chunk(RegionStore store, RateLimit limit) {
    Range range = wanted.removeFirst();
    List<FoundRow> rows = new ArrayList<>();
    RowsDigest size = new RowsDigest();
    Optional<Bytes> end =
        read(
            store,
            range,
            (key, row) -> {
              rows.add(new FoundRow(key, row));
              size.add(key, row);
            },
            size::bytes,
            size::rows);
    limit.passed(size.bytes());
    bytesSent += size.bytes();
    send(new Range(range.from, end, 0));
    return new Chunk(replica.id(), epoch, transfer, range.from, end, rows);
  }

  /** Ranges do not overlap, so that the joiner may name them by where they begin. */
  private void send(Range range) {
    if (underWay.put(range.from, range) != null) {
      throw new IllegalStateException("two ranges begin at " + range.from);
    }
  }

  private interface Taker {
    void take(Bytes key, StoredRow row);
  }

  private interface Size {
    long now();
  }

  /** Reads about a chunk of the range; where that ends. What is left is walked next. */
  private Optional<Bytes> read(RegionStore store, Range range, Taker taker, Size bytes, Size rows) {
    Bytes[] last = new Bytes[1];
    boolean[] full = new boolean[1];
    store.rows(
        replica.id(),
        range.from,
        range.to.orElse(null),
        (key, row) -> {
          taker.take(key, row);
          last[0] = key;
          full[0] = bytes.now() >= chunkBytes || rows.now() >= CHUNK_ROWS;
          return !full[0];
        });
    Optional<Bytes> end = full[0] ? Optional.of(last[0].successor()) : range.to;
    if (!end.equals(range.to)) {
      unwalked.addFirst(new Range(end.orElseThrow(), range.to, 0));
    }
    return end;
  }

  boolean synced() {
    return state == State.SYNCED;
  }

  /** Whether something is awaited from the joiner. */
  boolean awaits() {
    return !underWay.isEmpty() || !unacknowledged.isEmpty();
  }

  /** When the joiner was heard of last. */
  long progressNanos() {
    return progressNanos;
  }

  /** Starts the count of silence anew. */
  void touched(long nowNanos) {
    progressNanos = nowNanos;
  }

  TransferProgress progress(RegionStore store) {
    return new TransferProgress(
        replica.id(),
        epoch,
        joiner,
        bytesSent,
        bytesSkipped,
        Math.max(bytesSent + bytesSkipped, store.approximateBytes(replica.id())),
        synced());
  }
}
