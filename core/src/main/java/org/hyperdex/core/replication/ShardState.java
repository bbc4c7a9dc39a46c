package org.hyperdex.core.replication;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.cluster.Configuration;

/** What the parts of one shard share. */
final class ShardState {
  /** The memory for recent moves of all regions together. */
  private static final long MOVE_BYTES = 32 << 20;

  final long self;
  final RegionStore store;
  final RecentMoves.Room moveRoom = new RecentMoves.Room(MOVE_BYTES);
  final TurnEffects effects = new TurnEffects();
  final Map<Long, Replica> replicas = new HashMap<>();

  /** Numbers the turns. */
  long turn = 1;

  /** The shard's clock, which the shell sets at the beginning of each turn. */
  long nowNanos;

  /** How long this process has worked by that clock. */
  final AwakeTime awake = new AwakeTime();

  /** Until when the server has a lease, by that clock. */
  long leaseUntilNanos;

  Configuration configuration = new Configuration("", 0, false, List.of(), List.of(), List.of());

  ShardState(long self, RegionStore store) {
    this.self = self;
    this.store = store;
  }

  /** Whether the server has a lease now. */
  boolean leased() {
    return nowNanos < leaseUntilNanos;
  }

  /** Keeps a write on disk until it has committed, if it is not there already. */
  void keep(Replica replica, PendingWrite write) {
    if (!write.recorded) {
      write.recorded = true;
      effects.changes.add(new StoreChange.PutPending(replica.id(), new PendingRecord(write.write)));
    }
  }

  /** Whether {@code write} got its version before its key region came to its present epoch. */
  boolean isOlder(PendingWrite write) {
    return configuration
        .region(write.keyRegion())
        .filter(key -> write.write.version().epoch() < key.region().epoch())
        .isPresent();
  }
}
