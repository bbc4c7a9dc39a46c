package org.hyperdex.client.engine;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.client.ByteBudget;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.client.RowMerge;
import org.hyperdex.core.client.RowMerge.Portion;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.jspecify.annotations.Nullable;

/**
 * One search, as its reader sees it: takes rows out of the {@link SearchInbox} into which the calls
 * of the {@link SearchAttempt} put them, and lets the servers send more. It has the objects read
 * that may have been missed because they have moved; when the regions do not look back far enough
 * it begins another attempt.
 */
final class BlockingSearch implements SearchStream {
  /** A search that may take as long as it likes. */
  static final long NO_END = Long.MAX_VALUE;

  private final BoundSearch search;
  private final Clock clock;
  private final Completions completions;
  private final Duration timeout;
  private final long endNanos;
  private final SearchInbox inbox;
  private final SearchWork work;
  private final Cleaner.Cleanable cleanable;

  // Only the reader uses these.
  private @Nullable Portion current;
  private int taken;
  private long delivered;
  private @Nullable FoundRow last;
  private boolean limitReached;
  private Optional<String> cursor = Optional.empty();

  /**
   * A search that has not begun.
   *
   * @param windowRows how many rows may be on their way or waiting to be read
   * @param keyBudget the memory for the keys of what was delivered
   * @param timeout of each wait
   * @param endNanos when it has to be over, however it goes
   * @param cleaner ends the search when nobody has it any more
   */
  BlockingSearch(
      BoundSearch search,
      int windowRows,
      ByteBudget keyBudget,
      Duration timeout,
      long endNanos,
      Calls calls,
      Clock clock,
      Completions completions,
      Cleaner cleaner) {
    this.search = search;
    this.clock = clock;
    this.completions = completions;
    this.timeout = timeout;
    this.endNanos = endNanos;
    RowMerge merge = search.merge(windowRows, keyBudget);
    this.inbox = new SearchInbox(clock, merge);
    this.work =
        new SearchWork(
            inbox,
            SearchAttempt.first(
                new SearchAttempt.Setup(inbox, calls, search, merge.shareRows(), completions)));
    this.cleanable = cleaner.register(this, work::abandoned);
  }

  /** Sends the requests. */
  void start() {
    work.attempt().start();
  }

  @Override
  public boolean hasNext() {
    if (limitReached) {
      return false;
    }
    if (delivered < search.limit()) {
      return current != null || advance();
    }
    limitReached = true;
    FoundRow end = last;
    if (end != null && (current != null || advance())) {
      cursor = search.cursor(end);
    }
    close();
    return false;
  }

  @Override
  public StoredObject next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the search has delivered everything");
    }
    Portion portion = Objects.requireNonNull(current);
    FoundRow found = portion.rows().get(taken);
    taken++;
    delivered++;
    last = found;
    if (taken == portion.rows().size()) {
      current = null;
      consumed(portion);
    }
    try {
      return search.object(found);
    } catch (IllegalArgumentException e) {
      close();
      throw Failures.internal("a server sent what does not fit the schema: " + e.getMessage());
    }
  }

  @Override
  public Optional<String> cursor() {
    return cursor;
  }

  @Override
  public long rowsRead() {
    return inbox.rowsRead();
  }

  @Override
  public void close() {
    work.close();
    cleanable.clean();
  }

  /** Makes the next portion that has a row the current one; false at the end. */
  private boolean advance() {
    long deadlineNanos = Math.min(clock.deadlineNanos(timeout), endNanos);
    while (true) {
      switch (inbox.awaitStep(deadlineNanos)) {
        case TAKE -> {
          if (takePortion()) {
            return true;
          }
        }
        case READ_MISSING -> work.attempt().readMissing(inbox.takeMissing());
        case BEGIN_ANEW -> beginAnew(deadlineNanos);
        case END -> {
          work.complete();
          return false;
        }
        case WAIT, GIVE_UP -> throw giveUp();
      }
    }
  }

  private boolean takePortion() {
    Portion portion = inbox.take();
    if (portion == null) {
      return false;
    }
    if (portion.rows().isEmpty()) {
      consumed(portion);
      return false;
    }
    current = portion;
    taken = 0;
    return true;
  }

  /** Every region is searched anew; what has been delivered is not delivered again. */
  private void beginAnew(long deadlineNanos) {
    SearchAttempt old = work.attempt();
    old.cancel();
    boolean late = inbox.beginAnew(Math.min(deadlineNanos, clock.nowNanos() + old.waitNanos()));
    work.begin(old.again(late));
  }

  /** Ends the search: with the failure there is, or with what the first late call waits for. */
  private HyperDexException giveUp() {
    Completions.Batch batch = completions.batch();
    work.attempt().expire(batch);
    batch.flush();
    close();
    // All calls may have come to their ends in the very last moment.
    HyperDexException known = inbox.failure();
    return known != null ? known : Failures.of(Failure.DEADLINE, false, "");
  }

  private void consumed(Portion portion) {
    if (portion.region() == RowMerge.NO_REGION) {
      return;
    }
    int credit = inbox.consumed(portion);
    if (credit > 0) {
      work.attempt().grant(portion.region(), portion.run(), credit);
    }
  }
}
