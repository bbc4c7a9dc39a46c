package org.hyperdex.client.engine;

import java.time.Duration;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.engine.SearchInbox.Portion;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One search, as its reader sees it: takes rows out of the {@link SearchInbox} into which the calls
 * of the {@link SearchAttempt} put them, and lets the servers send more. When all regions are
 * complete it has the objects read that they have missed; when they do not look back far enough it
 * begins another attempt.
 */
final class BlockingSearch implements SearchStream {
  private final Schema schema;
  private final Clock clock;
  private final Completions completions;
  private final Duration timeout;
  private final SearchInbox inbox;
  private volatile SearchAttempt attempt;

  // Only the reader uses these.
  private @Nullable Portion current;
  private int taken;

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
    SearchMerge merge = new SearchMerge(chosen.regions().size(), windowRows, keysStayInRegion);
    this.inbox = new SearchInbox(clock, merge);
    this.attempt =
        SearchAttempt.first(
            new SearchAttempt.Setup(
                inbox, calls, space, predicate, chosen, merge.shareRows(), completions));
  }

  /** Sends the requests. */
  void start() {
    attempt.start();
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
    return inbox.rowsRead();
  }

  @Override
  public void close() {
    inbox.close();
    attempt.cancel();
  }

  /** Makes the next portion that has a row the current one; false at the end. */
  private boolean advance() {
    long deadlineNanos = clock.deadlineNanos(timeout);
    while (true) {
      switch (inbox.awaitStep(deadlineNanos)) {
        case TAKE -> {
          if (takePortion()) {
            return true;
          }
        }
        case READ_MISSING -> attempt.readMissing(inbox.takeMissing());
        case BEGIN_ANEW -> beginAnew(deadlineNanos);
        case END -> {
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
    SearchAttempt old = attempt;
    old.cancel();
    boolean late = inbox.beginAnew(Math.min(deadlineNanos, clock.nowNanos() + old.waitNanos()));
    SearchAttempt next = old.again(late);
    attempt = next;
    next.start();
    if (inbox.isClosed()) {
      next.cancel();
    }
  }

  /** Ends the search: with the failure there is, or with what the first late call waits for. */
  private HyperDexException giveUp() {
    Completions.Batch batch = completions.batch();
    attempt.expire(batch);
    batch.flush();
    close();
    // All calls may have come to their ends in the very last moment.
    HyperDexException known = inbox.failure();
    return known != null ? known : Failures.of(Failure.DEADLINE, false, "");
  }

  private void consumed(Portion portion) {
    if (portion.region() == SearchInbox.NO_REGION) {
      return;
    }
    int credit = inbox.consumed(portion);
    if (credit > 0) {
      attempt.grant(portion.region(), portion.run(), credit);
    }
  }
}
