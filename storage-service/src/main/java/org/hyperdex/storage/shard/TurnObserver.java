package org.hyperdex.storage.shard;

/** Told about the turns of a shard, by its thread. */
@FunctionalInterface
public interface TurnObserver {
  /** A turn is done; {@code turn} is reused afterwards. */
  void turnDone(TurnStatistics turn);
}
