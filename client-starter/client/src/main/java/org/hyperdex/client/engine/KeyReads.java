package org.hyperdex.client.engine;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Predicate;

/**
 * Reads objects that have moved during a search or count at their point leaders, some at a time,
 * and tells those that match.
 */
final class KeyReads {
  private static final int AT_A_TIME = 64;

  /** Far enough below zero not to come back to it. */
  private static final int ENDED = Integer.MIN_VALUE / 2;

  /** Told from any thread, under the monitor of a call. */
  interface Sink {
    /** The object matches. */
    void found(Bytes key, StoredRow row);

    /** All objects have been read. */
    void complete(Completions.Batch batch);

    /** An object could not be read; told once, and then nothing more. */
    void failed(HyperDexException failure, Completions.Batch batch);
  }

  private final Calls calls;
  private final Space space;
  private final Evaluation evaluation;
  private final List<Bytes> keys;
  private final long deadlineNanos;
  private final Sink sink;
  private final Set<Call> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger next = new AtomicInteger();

  /** Keys that have not been read, or a negative number once one has failed. */
  private final AtomicInteger missing;

  KeyReads(
      Calls calls,
      Space space,
      Predicate predicate,
      List<Bytes> keys,
      long deadlineNanos,
      Sink sink) {
    this.calls = calls;
    this.space = space;
    evaluation = Evaluation.of(space.schema(), predicate);
    this.keys = keys;
    this.deadlineNanos = deadlineNanos;
    this.sink = sink;
    missing = new AtomicInteger(keys.size());
  }

  /** Begins; there must be a key. */
  void start(Completions.Batch batch) {
    for (int i = 0; i < AT_A_TIME; i++) {
      startNext(batch);
    }
  }

  private void startNext(Completions.Batch batch) {
    int index = next.getAndIncrement();
    if (index < keys.size() && missing.get() > 0) {
      Call call = new Call(keys.get(index));
      running.add(call);
      call.start(batch);
      if (missing.get() < 0) {
        call.cancel();
      }
    }
  }

  /** Gives up now, as if the time were over. */
  void expire(Completions.Batch batch) {
    running.forEach(call -> call.expire(batch));
  }

  /** Ends all reads; nothing more is told. Not to be called under the monitor of one of them. */
  void cancel() {
    missing.set(ENDED);
    running.forEach(RegionCall::cancel);
  }

  private final class Call extends RegionCall {
    private final Bytes key;

    Call(Bytes key) {
      super(
          KeyReads.this.calls,
          new RetryMachine(
              Access.GET, Router.keyRegion(space, key).id(), deadlineNanos, key.hashCode()));
      this.key = key;
    }

    @Override
    ClientRequest request(long requestId, long region, long epoch) {
      return new ClientRequest.Get(requestId, region, epoch, key);
    }

    @Override
    void answer(ServerResponse response, Completions.Batch batch) {
      if (!(response instanceof ServerResponse.GetResult result)) {
        abort(Failures.internal("a get was answered with " + response), batch);
        return;
      }
      succeeded();
      running.remove(this);
      StoredRow row = result.row().orElse(null);
      if (row != null && missing.get() > 0 && evaluation.matches(key, row.row())) {
        sink.found(key, row);
      }
      if (missing.decrementAndGet() == 0) {
        sink.complete(batch);
      } else {
        startNext(batch);
      }
    }

    @Override
    void failed(HyperDexException failure, Completions.Batch batch) {
      running.remove(this);
      if (missing.getAndSet(ENDED) > 0) {
        sink.failed(failure, batch);
      }
    }
  }
}
