package org.hyperdex.client.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of a search put what they have got, and its reader waits for it.
 *
 * <p>Lock order: a call's monitor, then this inbox's lock; so the reader never holds the lock while
 * it tells a call something.
 */
final class SearchInbox {
  /** What the reader has to do next. */
  enum Step {
    /** Nothing: the time is over. */
    WAIT,
    /** There are rows. */
    TAKE,
    /** All regions are complete: what they have missed has to be read. */
    READ_MISSING,
    /** The regions do not look back far enough: all of them have to be searched anew. */
    BEGIN_ANEW,
    /** The search has failed. */
    GIVE_UP,
    /** Everything has been delivered. */
    END
  }

  /** In place of a region, for rows that were read by themselves. */
  static final int NO_REGION = -1;

  /** Rows of one region that came together; duplicates are not among {@code rows}. */
  record Portion(int region, int run, int arrived, List<FoundRow> rows) {}

  private final Clock clock;
  private final SearchMerge merge;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Portion> portions = new ArrayDeque<>();
  private volatile @Nullable HyperDexException failure;
  private volatile boolean closed;
  private boolean beginAnew;
  private boolean late;
  private boolean readingMissing;
  private long rowsRead;

  SearchInbox(Clock clock, SearchMerge merge) {
    this.clock = clock;
    this.merge = merge;
  }

  /** A region has sent rows. */
  void arrived(int region, int run, List<FoundRow> rows) {
    lock.lock();
    try {
      if (closed || merge.run(region) != run) {
        return;
      }
      List<FoundRow> fresh = new ArrayList<>(rows.size());
      for (FoundRow row : rows) {
        if (merge.accept(region, row.key())) {
          fresh.add(row);
        }
      }
      // Without a fresh row too: the reader gives back the room the others took.
      portions.add(new Portion(region, run, rows.size(), fresh));
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** A region has told objects that have left it. */
  void moved(List<Bytes> keys) {
    lock.lock();
    try {
      keys.forEach(merge::moved);
    } finally {
      lock.unlock();
    }
  }

  /** A region has not looked back far enough: its opening was late, or it does not remember. */
  void forgotten(boolean openingWasLate) {
    lock.lock();
    try {
      beginAnew = true;
      late |= openingWasLate;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** An object that had moved and that no region has brought matches. */
  void foundMissing(FoundRow row) {
    lock.lock();
    try {
      if (!closed && merge.acceptMissing(row.key())) {
        portions.add(new Portion(NO_REGION, 0, 0, List.of(row)));
        changed.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  /** All objects that no region has brought have been read. */
  void missingComplete() {
    lock.lock();
    try {
      readingMissing = false;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The number of the region's run under way. */
  int run(int region) {
    lock.lock();
    try {
      return merge.run(region);
    } finally {
      lock.unlock();
    }
  }

  /** A region is searched anew; returns the number of its new run. */
  int restarted(int region) {
    lock.lock();
    try {
      merge.restart(region);
      return merge.run(region);
    } finally {
      lock.unlock();
    }
  }

  /** A region has sent everything. */
  void completed(int region, long regionRowsRead) {
    lock.lock();
    try {
      merge.complete(region);
      rowsRead += regionRowsRead;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** A call has failed, and with it the search. */
  void failed(HyperDexException e) {
    lock.lock();
    try {
      if (failure == null) {
        failure = e;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nothing is wanted any more. */
  void close() {
    lock.lock();
    try {
      closed = true;
      portions.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    return closed;
  }

  @Nullable HyperDexException failure() {
    return failure;
  }

  long rowsRead() {
    lock.lock();
    try {
      return rowsRead;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until there is something to do; {@link Step#WAIT} if the time is over before. */
  Step awaitStep(long deadlineNanos) {
    lock.lock();
    try {
      Step step = due();
      while (step == Step.WAIT && awaitSignal(deadlineNanos)) {
        step = due();
      }
      return step;
    } finally {
      lock.unlock();
    }
  }

  private Step due() {
    if (closed) {
      throw Failures.searchClosed();
    }
    if (failure != null) {
      return Step.GIVE_UP;
    }
    if (!portions.isEmpty()) {
      return Step.TAKE;
    }
    if (beginAnew) {
      return Step.BEGIN_ANEW;
    }
    if (!merge.isComplete() || readingMissing) {
      return Step.WAIT;
    }
    return merge.mayMiss() ? Step.READ_MISSING : Step.END;
  }

  /** Waits for a change, or for less: its callers look again. False if the time is over. */
  @SuppressWarnings("WaitNotInLoop")
  private boolean awaitSignal(long deadlineNanos) {
    long leftNanos = deadlineNanos - clock.nowNanos();
    if (leftNanos <= 0) {
      return false;
    }
    try {
      var _ = changed.awaitNanos(leftNanos);
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    }
  }

  /** The next rows; null if there are none, as after {@link #close}. */
  @Nullable Portion take() {
    lock.lock();
    try {
      return portions.poll();
    } finally {
      lock.unlock();
    }
  }

  /** The objects that have to be read by themselves; if there are any they are awaited. */
  List<Bytes> takeMissing() {
    lock.lock();
    try {
      List<Bytes> missing = merge.takeMissing();
      readingMissing = !missing.isEmpty();
      return missing;
    } finally {
      lock.unlock();
    }
  }

  /** The reader is done with a portion: how many rows more its region may send. */
  int consumed(Portion portion) {
    lock.lock();
    try {
      return merge.consumed(portion.region(), portion.run(), portion.arrived());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits, and makes ready for another attempt; no call of the last one is left. Returns whether an
   * opening of that was late.
   */
  boolean beginAnew(long untilNanos) {
    lock.lock();
    try {
      while (!closed && awaitSignal(untilNanos)) {
        // Only a closed search has a reason to go on earlier.
      }
      merge.restart();
      beginAnew = false;
      readingMissing = false;
      boolean was = late;
      late = false;
      return was;
    } finally {
      lock.unlock();
    }
  }
}
