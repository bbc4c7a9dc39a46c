package org.hyperdex.client.engine;

import java.util.concurrent.CompletableFuture;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.cluster.Space;
import org.jspecify.annotations.Nullable;

/**
 * One operation of the application, from its admission to its future: what stays the same while
 * requests are sent and sent again.
 */
abstract class Operation<T> implements Completions.Ended, SpaceLookup.Waiter {
  final CompletableFuture<T> future = new CompletableFuture<>();
  final long deadlineNanos;
  private final Admission admission;
  private @Nullable HyperDexException failure;

  Operation(Admission admission, long deadlineNanos) {
    this.admission = admission;
    this.deadlineNanos = deadlineNanos;
  }

  /** Binds the operation to the space and sends what has to be sent. */
  abstract void begin(Space space, Completions.Batch batch);

  /** How many bytes the application has given it to send, about. */
  long bytes() {
    return 0;
  }

  /** The result, once all answers are there. Called on the completing thread. */
  abstract T result();

  @Override
  public final void found(Space space, Completions.Batch batch) {
    try {
      begin(space, batch);
    } catch (HyperDexException e) {
      fail(e, batch);
    } catch (RuntimeException e) {
      fail(Failures.defect(e), batch);
    }
  }

  @Override
  public final void failed(HyperDexException e, Completions.Batch batch) {
    fail(e, batch);
  }

  /** The operation has failed; called once, instead of adding it to a batch. */
  final void fail(HyperDexException e, Completions.Batch batch) {
    failure = e;
    batch.add(this);
  }

  @Override
  public final void release() {
    admission.leave(bytes());
  }

  @Override
  public void publish() {
    HyperDexException failed = failure;
    if (failed != null) {
      future.completeExceptionally(failed);
      return;
    }
    try {
      future.complete(result());
    } catch (HyperDexException e) {
      future.completeExceptionally(e);
    } catch (IllegalArgumentException e) {
      future.completeExceptionally(
          Failures.internal("a server sent what does not fit the schema: " + e.getMessage()));
    }
  }
}
