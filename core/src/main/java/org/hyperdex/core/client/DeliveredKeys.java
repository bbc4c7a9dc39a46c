package org.hyperdex.core.client;

import org.hyperdex.core.data.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the objects that were delivered, to deliver none twice, as long as there is room for
 * them. A key can be brought twice because objects move between the regions that are searched, or
 * because a region is searched anew. Where only the second is possible the keys may be forgotten:
 * the search goes on, and fails only if a region then has to be searched anew.
 *
 * <pre>
 * REMEMBERING -> FORGOTTEN  there is no room, and only a region searched anew brings a key twice
 * </pre>
 */
final class DeliveredKeys {
  private final ByteBudget budget;
  private final boolean mayForget;

  /** Null when they are forgotten. */
  private @Nullable KeySet keys;

  /**
   * No keys.
   *
   * @param budget shared with others
   * @param mayForget whether no key is brought twice unless a region is searched anew
   */
  DeliveredKeys(ByteBudget budget, boolean mayForget) {
    this.budget = budget;
    this.mayForget = mayForget;
    keys = new KeySet(budget);
  }

  /**
   * Adds {@code key}; whether it was not there before.
   *
   * @throws KeyLimitException if it would have to be remembered and there is no room
   */
  boolean add(Bytes key) {
    KeySet known = keys;
    return known == null
        || switch (known.add(key)) {
          case ADDED -> true;
          case KNOWN -> false;
          case NO_ROOM -> {
            forget(known);
            yield true;
          }
        };
  }

  private void forget(KeySet full) {
    long ownBytes = full.heldBytes();
    full.release();
    if (!mayForget) {
      keys = new KeySet(budget);
      throw new KeyLimitException(KeyLimitException.Kind.OBJECTS_MOVE, ownBytes, budget.maxBytes());
    }
    keys = null;
  }

  boolean contains(Bytes key) {
    return keys != null && keys.contains(key);
  }

  /**
   * From now on keys may be brought again.
   *
   * @throws KeyLimitException if they are forgotten
   */
  void requireRemembered() {
    if (keys == null) {
      throw new KeyLimitException(KeyLimitException.Kind.SEARCHED_ANEW, 0, budget.maxBytes());
    }
  }

  /** Gives the memory back: none of the keys will be brought again. */
  void release() {
    if (keys != null) {
      keys.release();
    }
  }
}
