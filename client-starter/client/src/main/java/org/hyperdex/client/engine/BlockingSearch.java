package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One search: its regions' calls put rows into a queue, the reader takes them out and lets the
 * servers send more.
 *
 * <p>Lock order: a region call's monitor, then this search's lock; so the reader never holds the
 * lock while it tells a call something.
 */
final class BlockingSearch implements SearchStream {
  private final Schema schema;
  private final Clock clock;
  private final Completions completions;
  private final Duration timeout;
  private final SearchMerge merge;
  private final List<RegionSearch> regions = new ArrayList<>();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Portion> portions = new ArrayDeque<>();
  private @Nullable HyperDexException failure;
  private boolean closed;
  private long rowsRead;

  // Only the reader uses these.
  private @Nullable Portion current;
  private int taken;

  /** Rows of one region that came together; duplicates are not among {@code rows}. */
  private record Portion(int region, int run, int arrived, List<FoundRow> rows) {}

  BlockingSearch(
      Space space,
      Predicate predicate,
      Pruning.Chosen chosen,
      int windowRows,
      Duration timeout,
      Calls calls,
      Clock clock,
      Completions completions) {
    this.schema = space.schema();
    this.clock = clock;
    this.completions = completions;
    this.timeout = timeout;
    boolean keysStayInRegion = chosen.subspace().id() == space.keySubspace().id();
    this.merge = new SearchMerge(chosen.regions().size(), windowRows, keysStayInRegion);
    for (Region region : chosen.regions()) {
      regions.add(
          new RegionSearch(calls, this, regions.size(), region.id(), predicate, merge.shareRows()));
    }
  }

  /** Sends the requests. */
  void start() {
    Completions.Batch batch = completions.batch();
    for (RegionSearch region : regions) {
      region.start(batch);
    }
    batch.flush();
  }

  @Override
  public boolean hasNext() {
    return current != null || advance();
  }

  @Override
  public StoredObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the search has delivered everything");
    }
    Portion portion = Objects.requireNonNull(current);
    FoundRow found = portion.rows().get(taken);
    taken++;
    if (taken == portion.rows().size()) {
      current = null;
      consumed(portion);
    }
    try {
      return StoredObject.encoded(schema, found.key(), found.row().row(), found.row().version());
    } catch (IllegalArgumentException e) {
      close();
      throw Failures.internal("a server sent what does not fit the schema: " + e.getMessage());
    }
  }

  @Override
  public long rowsRead() {
    lock.lock();
    try {
      return rowsRead;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      portions.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    for (RegionSearch region : regions) {
      region.cancel();
    }
  }

  /** A region has sent rows. Called under the region call's monitor. */
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

  /** A region has failed, and with it the search. */
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

  /** Makes the next portion that has a row the current one; false at the end. */
  private boolean advance() {
    long deadlineNanos = clock.deadlineNanos(timeout);
    while (true) {
      Portion portion = awaitPortion(deadlineNanos);
      if (portion == null) {
        return false;
      }
      if (portion.rows().isEmpty()) {
        consumed(portion);
      } else {
        current = portion;
        taken = 0;
        return true;
      }
    }
  }

  private @Nullable Portion awaitPortion(long deadlineNanos) {
    lock.lock();
    try {
      while (true) {
        if (closed) {
          throw Failures.searchClosed();
        }
        if (failure != null) {
          break;
        }
        Portion portion = portions.poll();
        if (portion != null || merge.isComplete()) {
          return portion;
        }
        long leftNanos = deadlineNanos - clock.nowNanos();
        if (leftNanos <= 0) {
          break;
        }
        try {
          changed.awaitNanos(leftNanos);
        } catch (InterruptedException _) {
          Thread.currentThread().interrupt();
          throw Failures.interrupted();
        }
      }
    } finally {
      lock.unlock();
    }
    throw giveUp();
  }

  /** Ends the search: with the failure there is, or with what the first late region waits for. */
  private HyperDexException giveUp() {
    Completions.Batch batch = completions.batch();
    for (RegionSearch region : regions) {
      region.expire(batch);
    }
    batch.flush();
    close();
    lock.lock();
    try {
      // All regions may have come to their ends in the very last moment.
      HyperDexException known = failure;
      return known != null ? known : Failures.of(Failure.DEADLINE, false, "");
    } finally {
      lock.unlock();
    }
  }

  private void consumed(Portion portion) {
    int credit;
    lock.lock();
    try {
      credit = merge.consumed(portion.region(), portion.run(), portion.arrived());
    } finally {
      lock.unlock();
    }
    if (credit > 0) {
      regions.get(portion.region()).grant(portion.run(), credit);
    }
  }
}
