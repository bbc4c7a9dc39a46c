package org.hyperdex.client.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.query.Predicate;
import org.jspecify.annotations.Nullable;

/** Counts on all regions that can hold a match, and adds up; one failure fails all. */
final class CountOperation extends Operation<Long> {
  private final Calls calls;
  private final Completions completions;
  private final Condition condition;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable CountAttempt attempt;
  private volatile long result;

  CountOperation(
      Admission admission,
      Calls calls,
      Completions completions,
      Condition condition,
      long deadlineNanos) {
    super(admission, deadlineNanos);
    this.calls = calls;
    this.completions = completions;
    this.condition = condition;
    var _ = future.whenComplete((_, _) -> cancelled());
  }

  /** Nobody wants the result any more. Before the space is known there is nothing to end. */
  private void cancelled() {
    if (future.isCancelled() && attempt != null && ended.compareAndSet(false, true)) {
      Completions.Batch batch = completions.batch();
      batch.add(this);
      batch.flush();
    }
  }

  @Override
  void begin(Space space, Completions.Batch batch) {
    Predicate predicate = Binding.predicate(space.schema(), condition);
    Pruning.Chosen chosen = Router.searched(space, predicate);
    if (chosen.regions().isEmpty()) {
      counted(0, batch);
      return;
    }
    start(
        new CountAttempt(this, calls, space, predicate, chosen, LookBack.begin(calls.nowNanos())),
        batch);
  }

  private void start(CountAttempt next, Completions.Batch batch) {
    attempt = next;
    next.start(batch);
    if (ended.get()) {
      next.cancel();
    }
  }

  /** An attempt has the result. */
  void counted(long count, Completions.Batch batch) {
    if (ended.compareAndSet(false, true)) {
      result = count;
      batch.add(this);
    }
  }

  /** An attempt has failed, and with it the count. */
  void countFailed(HyperDexException failure, Completions.Batch batch) {
    if (ended.compareAndSet(false, true)) {
      fail(failure, batch);
    }
  }

  /** Begins to read objects for an attempt; no call's monitor is held. */
  void read(KeyReads reads) {
    Completions.Batch batch = completions.batch();
    reads.start(batch);
    batch.flush();
    if (ended.get()) {
      reads.cancel();
    }
  }

  /** An attempt cannot be right any more: a little later there is another one. */
  void forgotten(CountAttempt old) {
    CompletableFuture.delayedExecutor(old.lookBack.waitNanos(), TimeUnit.NANOSECONDS)
        .execute(() -> again(old));
  }

  private void again(CountAttempt old) {
    old.cancel();
    if (ended.get()) {
      return;
    }
    Completions.Batch batch = completions.batch();
    start(old.again(), batch);
    if (calls.isClosed()) {
      calls.close(batch);
    }
    batch.flush();
  }

  @Override
  Long result() {
    return result;
  }

  @Override
  public void publish() {
    // Here no call's monitor is held, as it is where a part fails.
    CountAttempt last = attempt;
    if (last != null) {
      last.cancel();
    }
    super.publish();
  }
}
