package org.hyperdex.client.engine;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.GroupException;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.GroupMachine;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One group operation: carries out what its {@link GroupMachine} decides, on a virtual thread that
 * reads the search and begins the writes. The machine is guarded by this object's monitor.
 */
final class GroupRun implements GroupOperation {
  /** So many writes of one group operation are under way, so that others have room too. */
  private static final int MOST_UNDER_WAY = 256;

  private final Space space;
  private final Predicate predicate;
  private final Change change;
  private final BlockingSearch search;
  private final long deadlineNanos;
  private final Calls calls;
  private final Session session;
  private final Admission admission;
  private final Completions completions;
  private final GroupMachine machine = new GroupMachine(MOST_UNDER_WAY);
  private final CompletableFuture<GroupResult> result = new CompletableFuture<>();
  private @Nullable HyperDexException failure;

  /**
   * An operation that has not begun.
   *
   * @param search for the keys of the objects that match {@code predicate}
   */
  GroupRun(
      Space space,
      Predicate predicate,
      Change change,
      BlockingSearch search,
      long deadlineNanos,
      Calls calls,
      Session session,
      Admission admission,
      Completions completions) {
    this.space = space;
    this.predicate = predicate;
    this.change = change;
    this.search = search;
    this.deadlineNanos = deadlineNanos;
    this.calls = calls;
    this.session = session;
    this.admission = admission;
    this.completions = completions;
  }

  void start() {
    search.start();
    Thread.ofVirtual().name("hyperdex-client-group").start(this::run);
  }

  private void run() {
    try (search) {
      while (awaitRoom() && search.hasNext()) {
        change(search.next().encodedKey());
      }
      searched();
    } catch (HyperDexException e) {
      stop(e);
    } catch (RuntimeException e) {
      stop(Failures.defect(e));
    }
    awaitEnd();
    GroupResult done = progress();
    HyperDexException failed = failure();
    if (failed == null) {
      result.complete(done);
    } else {
      result.completeExceptionally(new GroupException(failed, done));
    }
  }

  private synchronized boolean awaitRoom() {
    while (machine.state() == GroupMachine.State.RUNNING && !machine.hasRoom()) {
      awaitChange();
    }
    return machine.hasRoom();
  }

  private synchronized void searched() {
    machine.searched();
  }

  /**
   * Whoever stops the operation from elsewhere makes no change any more that would be waited for.
   */
  private synchronized void awaitEnd() {
    while (!machine.isOver()) {
      awaitChange();
    }
  }

  /** Called under the monitor, in a loop. Every write has a deadline, so there is always an end. */
  @SuppressWarnings("WaitNotInLoop")
  private void awaitChange() {
    try {
      wait();
    } catch (InterruptedException _) {
      // Nobody but this object knows the thread, and it has writes to wait for.
    }
  }

  private void change(Bytes key) {
    // All writes of the group share what they send.
    admission.enter(0, deadlineNanos);
    if (!mayBegin()) {
      admission.leave(0);
      return;
    }
    BoundWrite write =
        new BoundWrite(key, Existence.MUST_EXIST, Optional.empty(), predicate, change);
    Completions.Batch batch = completions.batch();
    WriteCall.of(calls, session, space, write, deadlineNanos, new Changed(key)).start(batch);
    if (calls.isClosed()) {
      calls.close(batch);
    }
    batch.flush();
  }

  private synchronized boolean mayBegin() {
    boolean may = machine.hasRoom();
    if (may) {
      machine.begin();
    }
    return may;
  }

  /** Whoever hears of the end of a write hears of it off the network threads. */
  private final class Changed implements WriteCall.Sink {
    private final Bytes key;

    Changed(Bytes key) {
      this.key = key;
    }

    @Override
    public void ended(WriteResult answer, Completions.Batch batch) {
      batch.add(after(() -> changed(key, answer)));
    }

    @Override
    public void failed(HyperDexException cause, Completions.Batch batch) {
      batch.add(after(() -> notChanged(cause)));
    }

    private Completions.Ended after(Runnable action) {
      return new Completions.Ended() {
        @Override
        public void release() {
          admission.leave(0);
        }

        @Override
        public void publish() {
          action.run();
        }
      };
    }
  }

  private synchronized void changed(Bytes key, WriteResult answer) {
    machine.ended(key, answer.outcome(), answer.attribute());
    notifyAll();
  }

  private void notChanged(HyperDexException cause) {
    synchronized (this) {
      if (failure == null) {
        failure = cause;
      }
      machine.failed(cause.outcome() == FailureOutcome.UNKNOWN);
      notifyAll();
    }
    search.close();
  }

  private void stop(HyperDexException cause) {
    synchronized (this) {
      if (machine.isOver()) {
        return;
      }
      if (failure == null) {
        failure = cause;
      }
      machine.stop();
      notifyAll();
    }
    search.close();
  }

  private synchronized @Nullable HyperDexException failure() {
    return failure;
  }

  @Override
  public CompletableFuture<GroupResult> result() {
    return result;
  }

  @Override
  public GroupResult await() {
    try {
      return result.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupException known) {
        throw known;
      }
      throw Failures.internal("a group operation ended in an unexpected way: " + e.getCause());
    } catch (InterruptedException _) {
      close();
      Thread.currentThread().interrupt();
      throw Failures.interrupted();
    }
  }

  @Override
  public synchronized GroupResult progress() {
    Schema schema = space.schema();
    List<GroupResult.Refusal> refusals =
        machine.refusals().stream().map(refusal -> refusal(schema, refusal)).toList();
    return new GroupResult(
        machine.matched(), machine.changed(), machine.refused(), machine.unknown(), refusals);
  }

  private static GroupResult.Refusal refusal(Schema schema, GroupMachine.Refusal refusal) {
    int attribute = refusal.attribute();
    Optional<String> name =
        attribute < 0 || attribute >= schema.size()
            ? Optional.empty()
            : Optional.of(schema.attribute(attribute)).map(Attribute::name);
    return new GroupResult.Refusal(
        ValueCodec.decode(schema.key().type(), refusal.key()), refusal.outcome(), name);
  }

  @Override
  public void close() {
    stop(new HyperDexException(ErrorCode.CLOSED, "the group operation was stopped"));
  }
}
