package org.hyperdex.storage.search;

import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.protocol.SearchWindow;

/**
 * How much a search may still send: rows that the client has given credit for, while less than
 * {@link SearchWindow#BYTES} of them are on their way or unread. Credit comes from any thread; all
 * else is for the thread of the search.
 */
final class RowCredit {
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong consumed = new AtomicLong();
  private final ArrayDeque<Integer> unreadSizes = new ArrayDeque<>();
  private long unreadBytes;

  RowCredit(int rows) {
    this.rows.set(rows);
  }

  /** The client has consumed so many rows and takes as many more. */
  void add(int more) {
    int positive = Math.max(0, more);
    consumed.addAndGet(positive);
    rows.addAndGet(positive);
  }

  /** Whether no further row may be sent. */
  boolean isSpent() {
    if (rows.get() <= 0) {
      return true;
    }
    for (long left = consumed.getAndSet(0); left > 0 && !unreadSizes.isEmpty(); left--) {
      unreadBytes -= unreadSizes.remove();
    }
    return unreadBytes >= SearchWindow.BYTES;
  }

  /** A row of so many bytes is sent. */
  void spend(int bytes) {
    rows.decrementAndGet();
    unreadSizes.add(bytes);
    unreadBytes += bytes;
  }
}
