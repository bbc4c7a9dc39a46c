package org.hyperdex.core.replication;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Consumer;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Version;
import org.jspecify.annotations.Nullable;

/**
 * The tombstones of one replica, each kept until the Stable mark of its key region passes it, and
 * the marks themselves: what is not above the mark has been applied everywhere, and a copy of it
 * that was long under way must not be applied again.
 */
final class Tombstones {
  private static final class KeyRegion {
    private Version stable = Version.NONE;

    /** The lowest version first: a write may commit here long after a newer one of another key. */
    private final Queue<Tombstone> queue =
        new PriorityQueue<>(2, Comparator.comparing(Tombstone::version));
  }

  private final Map<Bytes, Tombstone> byKey = new HashMap<>();
  private final Map<Long, KeyRegion> keyRegions = new HashMap<>();

  /** The version that removed {@code key}, or null if nothing is remembered. */
  @Nullable Version version(Bytes key) {
    Tombstone tombstone = byKey.get(key);
    return tombstone == null ? null : tombstone.version();
  }

  /**
   * Whether the Stable mark has passed a removal already: the head may have heard of its end by a
   * way of before, while here it was sent along anew.
   */
  boolean isPassed(long keyRegion, Version removal) {
    KeyRegion known = keyRegions.get(keyRegion);
    return known != null && removal.compareTo(known.stable) <= 0;
  }

  /** Remembers a removal. */
  void add(Tombstone tombstone) {
    byKey.put(tombstone.key(), tombstone);
    keyRegion(tombstone.keyRegion()).queue.add(tombstone);
  }

  /** The object is back: a newer row speaks for it now. True if a tombstone went. */
  boolean remove(Bytes key) {
    return byKey.remove(key) != null;
  }

  /**
   * Learns a Stable mark, drops what it has passed, and hands over the keys.
   *
   * @return the highest mark of {@code keyRegion} so far
   */
  Version learn(long keyRegion, Version stable, Consumer<Bytes> dropped) {
    KeyRegion known = keyRegion(keyRegion);
    if (stable.compareTo(known.stable) > 0) {
      known.stable = stable;
    }
    Queue<Tombstone> queue = known.queue;
    while (!queue.isEmpty() && queue.element().version().compareTo(known.stable) <= 0) {
      Tombstone passed = queue.remove();
      if (byKey.remove(passed.key(), passed)) {
        dropped.accept(passed.key());
      }
    }
    return known.stable;
  }

  /** Forgets everything. */
  void clear() {
    byKey.clear();
    keyRegions.clear();
  }

  /** Every removal that is remembered. */
  Collection<Tombstone> all() {
    return byKey.values();
  }

  private KeyRegion keyRegion(long id) {
    return keyRegions.computeIfAbsent(id, _ -> new KeyRegion());
  }
}
