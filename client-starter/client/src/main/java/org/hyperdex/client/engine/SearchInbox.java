package org.hyperdex.client.engine;

import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.KeyLimitException;
import org.hyperdex.core.client.RowMerge;
import org.hyperdex.core.client.RowMerge.Portion;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Listing;
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
    /** What has moved has to be read. */
    READ_MISSING,
    /** The regions do not look back far enough: all of them have to be searched anew. */
    BEGIN_ANEW,
    /** The search has failed. */
    GIVE_UP,
    /** Everything has been delivered. */
    END
  }

  private final Clock clock;
  private final RowMerge merge;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private @Nullable Portion portion;
  private volatile @Nullable HyperDexException failure;
  private volatile boolean closed;
  private boolean beginAnew;
  private boolean late;
  private long rowsRead;

  SearchInbox(Clock clock, RowMerge merge) {
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
      merge.arrived(region, rows);
      changed.signal();
    } catch (KeyLimitException e) {
      failed(Failures.keysForgotten(e));
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

  /** A region has told all objects that have left it. */
  void opened(int region) {
    lock.lock();
    try {
      merge.opened(region);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** What to ask of a region now. */
  Listing listing() {
    lock.lock();
    try {
      return merge.listing();
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

  /** An object that had moved matches. */
  void foundMissing(FoundRow row) {
    lock.lock();
    try {
      if (!closed) {
        merge.found(row);
        changed.signal();
      }
    } catch (KeyLimitException e) {
      failed(Failures.keysForgotten(e));
    } finally {
      lock.unlock();
    }
  }

  /** All objects that had moved have been read. */
  void missingComplete() {
    lock.lock();
    try {
      merge.read();
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
      restart(region);
      return merge.run(region);
    } finally {
      lock.unlock();
    }
  }

  /** Whose call goes on until the reader has seen that the search has failed. */
  private void restart(int region) {
    try {
      merge.restart(region);
    } catch (KeyLimitException e) {
      failed(Failures.keysForgotten(e));
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
      portion = null;
      merge.close();
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
    if (beginAnew) {
      return Step.BEGIN_ANEW;
    }
    try {
      if (portion == null) {
        portion = merge.next();
      }
    } catch (KeyLimitException e) {
      failed(Failures.keysForgotten(e));
      return Step.GIVE_UP;
    }
    if (portion != null) {
      return Step.TAKE;
    }
    if (merge.mustRead()) {
      return Step.READ_MISSING;
    }
    if (merge.isComplete()) {
      merge.close();
      return Step.END;
    }
    return Step.WAIT;
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
      Portion next = portion;
      portion = null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  /** The objects that have to be read by themselves; if there are any they are awaited. */
  List<Bytes> takeMissing() {
    lock.lock();
    try {
      return merge.takeKeys();
    } finally {
      lock.unlock();
    }
  }

  /** The reader is done with a portion: how many rows more its region may send. */
  int consumed(Portion consumed) {
    lock.lock();
    try {
      return merge.consumed(consumed);
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
      boolean was = late;
      late = false;
      return was;
    } finally {
      lock.unlock();
    }
  }
}
