package org.hyperdex.core.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/** The tombstones of one replica, each kept until the Stable mark of its key region passes it. */
final class Tombstones {
  private final Map<Bytes, Tombstone> byKey = new HashMap<>();
  private final Map<Long, Deque<Tombstone>> byKeyRegion = new HashMap<>();

  /** The version that removed {@code key}, or null if nothing is remembered. */
  @Nullable Version version(Bytes key) {
    Tombstone tombstone = byKey.get(key);
    return tombstone == null ? null : tombstone.version();
  }

  /** Remembers a removal. */
  void add(Tombstone tombstone) {
    byKey.put(tombstone.key(), tombstone);
    byKeyRegion.computeIfAbsent(tombstone.keyRegion(), _ -> new ArrayDeque<>()).addLast(tombstone);
  }

  /** The object is back: a newer row speaks for it now. True if a tombstone went. */
  boolean remove(Bytes key) {
    return byKey.remove(key) != null;
  }

  /** Drops what {@code stable} of {@code keyRegion} has passed, and hands over the keys. */
  void drop(long keyRegion, Version stable, Consumer<Bytes> dropped) {
    Deque<Tombstone> queue = byKeyRegion.get(keyRegion);
    while (queue != null && !queue.isEmpty() && queue.getFirst().version().compareTo(stable) <= 0) {
      Tombstone passed = queue.removeFirst();
      if (byKey.remove(passed.key(), passed)) {
        dropped.accept(passed.key());
      }
    }
  }
}
