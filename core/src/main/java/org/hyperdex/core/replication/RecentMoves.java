package org.hyperdex.core.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.query.Evaluation;
import org.jspecify.annotations.Nullable;

/**
 * The objects that have left a replica's region for another one of its subspace, or have come from
 * there, a short while ago: the <em>ghosts</em> and the arrivals of searches that read the two
 * regions at different moments. In the key subspace, where objects do not move, those that were
 * removed: an object that is created again comes, for a search, from where it was before.
 *
 * <p>A move is remembered when it commits here, by the shard's clock. Whoever read the other region
 * before the move arrived there did so before the move committed here, since the acknowledgement
 * comes from there: so a search that is told of every move that committed after its own beginning
 * misses none.
 *
 * <p>Moves are remembered for {@link #RETENTION_NANOS}, or until room is needed: then the oldest go
 * first. A replica knows how far back it remembers everything, and says no to who asks for more.
 */
final class RecentMoves {
  /** How long a move is remembered. */
  static final long RETENTION_NANOS = 10_000_000_000L;

  /**
   * How far back a search may look: what others remember so long, by clocks that run a fifth faster
   * than this one, must reach as far.
   */
  static final long REACH_NANOS = RETENTION_NANOS * 4 / 5;

  /** What a move costs beside its key and row. */
  private static final long OVERHEAD_BYTES = 96;

  /** The room all regions of a shard share. */
  static final class Room {
    private long freeBytes;

    Room(long bytes) {
      freeBytes = bytes;
    }
  }

  /**
   * One move.
   *
   * @param row what the object became when it left; null if it came or was removed
   */
  private record Move(Bytes key, @Nullable Bytes row, long committedNanos) {
    private long bytes() {
      return OVERHEAD_BYTES + key.length() + (row == null ? 0 : row.length());
    }
  }

  private final Room room;
  private final Deque<Move> moves = new ArrayDeque<>();

  /** When the objects were removed that are among {@link #moves} for that. */
  private final Map<Bytes, Long> removals = new HashMap<>();

  private long completeSinceNanos;

  /**
   * Remembers nothing yet.
   *
   * @param sinceNanos the time from which on all moves will be told
   */
  RecentMoves(Room room, long sinceNanos) {
    this.room = room;
    completeSinceNanos = sinceNanos;
  }

  /** The object left the region and became {@code row}. */
  void left(Bytes key, Bytes row, long nowNanos) {
    add(new Move(key, row, nowNanos));
  }

  /** The object came to the region. */
  void came(Bytes key, long nowNanos) {
    add(new Move(key, null, nowNanos));
  }

  /** The object was removed from the key subspace. */
  void removed(Bytes key, long nowNanos) {
    if (add(new Move(key, null, nowNanos))) {
      removals.put(key, nowNanos);
    }
  }

  /**
   * Whether, for all that is known here in the key subspace, the object was removed so short a
   * while ago that a search may still have to be told of it.
   */
  boolean mayHaveRemoved(Bytes key, long nowNanos) {
    expire(nowNanos);
    return removals.containsKey(key) || !remembers(nowNanos - RETENTION_NANOS);
  }

  /** Whether there is room for the move. */
  private boolean add(Move move) {
    expire(move.committedNanos());
    while (room.freeBytes < move.bytes() && !moves.isEmpty()) {
      completeSinceNanos = moves.getFirst().committedNanos() + 1;
      forgetOldest();
    }
    if (room.freeBytes < move.bytes()) {
      completeSinceNanos = move.committedNanos() + 1;
      return false;
    }
    room.freeBytes -= move.bytes();
    moves.addLast(move);
    return true;
  }

  /** Forgets what is old. */
  void expire(long nowNanos) {
    long oldest = nowNanos - RETENTION_NANOS;
    while (!moves.isEmpty() && moves.getFirst().committedNanos() < oldest) {
      forgetOldest();
    }
    completeSinceNanos = Math.max(completeSinceNanos, oldest);
  }

  private void forgetOldest() {
    Move oldest = moves.removeFirst();
    room.freeBytes += oldest.bytes();
    removals.remove(oldest.key(), oldest.committedNanos());
  }

  /** Forgets everything: what is told from now on is complete from {@code sinceNanos}. */
  void restart(long sinceNanos) {
    while (!moves.isEmpty()) {
      forgetOldest();
    }
    completeSinceNanos = sinceNanos;
  }

  /** Whether every move since then is remembered. */
  boolean remembers(long sinceNanos) {
    return sinceNanos >= completeSinceNanos;
  }

  /** Adds the objects that have left since then and matched when they left. */
  void departures(long sinceNanos, Evaluation evaluation, Set<Bytes> sink) {
    for (Iterator<Move> newest = moves.descendingIterator(); newest.hasNext(); ) {
      Move move = newest.next();
      if (move.committedNanos() < sinceNanos) {
        return;
      }
      Bytes row = move.row();
      if (row != null && evaluation.matches(move.key(), row)) {
        sink.add(move.key());
      }
    }
  }

  /** Adds the objects that have come since then. */
  void arrivals(long sinceNanos, Set<Bytes> sink) {
    for (Iterator<Move> newest = moves.descendingIterator(); newest.hasNext(); ) {
      Move move = newest.next();
      if (move.committedNanos() < sinceNanos) {
        return;
      }
      if (move.row() == null) {
        sink.add(move.key());
      }
    }
  }
}
