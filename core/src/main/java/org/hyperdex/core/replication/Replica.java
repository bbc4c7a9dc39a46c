package org.hyperdex.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Configuration.RegionRef;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage.Propagate;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/**
 * One region as one server keeps it: its place in the chain and everything about the region that is
 * not on disk alone.
 */
final class Replica {
  /** The place of a replica that is not in the chain: the joiner. */
  static final int JOINING = -1;

  private final RegionStore store;
  private final long regionId;
  private RegionRef ref;
  private int place;
  private long counter;

  /** Pending writes by key, oldest first. */
  final Map<Bytes, Deque<PendingWrite>> pending = new HashMap<>();

  /** Writes a newer one of their object has overtaken, by object and version, on their way on. */
  final Map<WriteName, PendingWrite> overtaken = new LinkedHashMap<>();

  /** Writes that came before the one they build on. */
  final Map<Bytes, List<Propagate>> waiting = new HashMap<>();

  final ReadGuard reads = new ReadGuard();
  final RecentMoves moves;
  final Tombstones tombstones = new Tombstones();
  private final AwakeTime awake;
  Sessions sessions;
  StableMark stable = new StableMark();

  /** At the tail, while the region has a joiner: the transfer to it. */
  @Nullable Outgoing outgoing;

  /** At the joiner, once the tail has begun: the transfer from it. */
  @Nullable Incoming incoming;

  /** The epoch at which this server became the head it is. */
  private long leadsSince;

  /** One write of one object. */
  record WriteName(Bytes key, Version version) {}

  /** Opens the replica with what {@code store} has of it. */
  Replica(RegionRef ref, int place, RegionStore store, RecentMoves moves, AwakeTime awake) {
    this.store = store;
    this.moves = moves;
    this.awake = awake;
    this.sessions = new Sessions(awake);
    this.regionId = ref.region().id();
    this.ref = ref;
    this.place = place;
    this.leadsSince = epoch();
    store.pending(regionId, record -> reopen(record.propagate()));
    store.outcomes(regionId, sessions::record);
    store.tombstones(regionId, tombstones::add);
  }

  private void reopen(Propagate write) {
    PendingWrite reopened = new PendingWrite(write, null);
    reopened.recorded = true;
    reopened.reopened = true;
    enqueue(reopened);
  }

  /** Takes the region's new epoch and chain. */
  void adopt(RegionRef newRef, int newPlace) {
    if (newRef.region().epoch() != epoch()) {
      // Whoever sent them sends them again to the new epoch.
      waiting.clear();
      incoming = null;
    }
    boolean led = isHead();
    ref = newRef;
    place = newPlace;
    if (!led) {
      leadsSince = epoch();
    }
  }

  long id() {
    return regionId;
  }

  Region region() {
    return ref.region();
  }

  Space space() {
    return ref.space();
  }

  long epoch() {
    return ref.region().epoch();
  }

  int place() {
    return place;
  }

  /** Whether this is the joiner, which serves nobody. */
  boolean isJoining() {
    return place == JOINING;
  }

  boolean isTail() {
    return place == ref.region().chain().size() - 1 && place != JOINING;
  }

  boolean isHead() {
    return place == 0;
  }

  /**
   * At the head, the epoch since which it leads without a break. What was asked of it before may
   * have been answered by another head since.
   */
  long leadsSince() {
    return leadsSince;
  }

  boolean inKeySubspace() {
    return ref.subspace().id() == ref.space().keySubspace().id();
  }

  /** A version greater than every one issued before for this region. */
  Version issueVersion() {
    counter++;
    return new Version(epoch(), counter);
  }

  /** A version that is not smaller than any issued for this region so far. */
  Version newestIssued() {
    return new Version(epoch(), counter);
  }

  /** The newest pending write of {@code key}, or null. */
  @Nullable PendingWrite newestPending(Bytes key) {
    Deque<PendingWrite> queue = pending.get(key);
    return queue == null ? null : queue.getLast();
  }

  /** The oldest pending write of {@code key}, or null. */
  @Nullable PendingWrite oldestPending(Bytes key) {
    Deque<PendingWrite> queue = pending.get(key);
    return queue == null ? null : queue.getFirst();
  }

  /** The newest row of {@code key}, pending or not, or null if there is none. */
  @Nullable StoredRow newestRow(Bytes key) {
    PendingWrite newest = newestPending(key);
    return newest == null ? store.read(regionId, key) : newest.after;
  }

  /** Whether no write of the object is under way here: what is stored is what has committed. */
  boolean isAtRest(Bytes key) {
    return !pending.containsKey(key)
        && !waiting.containsKey(key)
        && (overtaken.isEmpty()
            || overtaken.keySet().stream().noneMatch(name -> name.key().equals(key)));
  }

  /** The newest version applied here for {@code key}, a removal's included. */
  Version newestVersion(Bytes key, @Nullable StoredRow newestRow) {
    PendingWrite newest = newestPending(key);
    if (newest != null) {
      return newest.write.version();
    }
    if (newestRow != null) {
      return newestRow.version();
    }
    Version removed = tombstones.version(key);
    return removed == null ? Version.NONE : removed;
  }

  /** Forgets all but the rows. */
  void forget() {
    pending.clear();
    overtaken.clear();
    waiting.clear();
    tombstones.clear();
    sessions = new Sessions(awake);
    stable = new StableMark();
  }

  /** Adds a write behind the pending ones of its key. */
  void enqueue(PendingWrite write) {
    pending.computeIfAbsent(write.write.key(), _ -> new ArrayDeque<>(2)).addLast(write);
    if (inKeySubspace()) {
      stable.issued(write.write.version());
    }
  }

  /** The write of that name, if it is pending here. */
  @Nullable PendingWrite pendingWrite(Bytes key, Version version) {
    Deque<PendingWrite> queue = pending.get(key);
    if (queue != null) {
      for (PendingWrite write : queue) {
        if (write.write.version().equals(version)) {
          return write;
        }
      }
    }
    return null;
  }

  /** Every pending write, oldest first per key; a copy. */
  List<PendingWrite> allPending() {
    List<PendingWrite> all = new ArrayList<>();
    pending.values().forEach(all::addAll);
    return all;
  }

  /** Every write that is to be acknowledged from below, applied here or not; a copy. */
  List<PendingWrite> allUnderWay() {
    List<PendingWrite> all = new ArrayList<>(overtaken.values());
    pending.values().forEach(all::addAll);
    return all;
  }
}
