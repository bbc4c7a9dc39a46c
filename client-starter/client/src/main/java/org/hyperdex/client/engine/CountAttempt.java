package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to count the objects of several regions, each once.
 *
 * <p>Where objects can move between the regions, each region first fixes what it counts and tells
 * which objects are not at rest. When all have, every region is told to leave all of those out, and
 * they are read one by one at their point leaders. If a region has to be asked again after that,
 * the attempt is void: what it would leave out now, the others have counted.
 *
 * <pre>
 * OPENING  -> COUNTING  every region has opened; the rest is counted, what has moved is read
 * COUNTING -> DONE      both are complete
 * any      -> VOID      a region does not look back far enough, or had to be asked again too late
 * </pre>
 */
final class CountAttempt {
  private static final int PIECE_KEYS = 1024;

  final LookBack lookBack;
  private final CountOperation operation;
  private final Calls calls;
  private final Space space;
  private final Predicate predicate;
  private final Pruning.Chosen chosen;
  private final boolean objectsMove;
  private final List<Part> parts = new ArrayList<>();

  // Guarded by this attempt's monitor, which is taken last of all.
  private final Set<Bytes> moved = new LinkedHashSet<>();
  private int unopened;
  private int uncounted;
  private boolean reading;
  private long sum;
  private boolean isVoid;
  private boolean late;
  private boolean cancelled;
  private @Nullable KeyReads reads;

  CountAttempt(
      CountOperation operation,
      Calls calls,
      Space space,
      Predicate predicate,
      Pruning.Chosen chosen,
      LookBack lookBack) {
    this.operation = operation;
    this.calls = calls;
    this.space = space;
    this.predicate = predicate;
    this.chosen = chosen;
    this.lookBack = lookBack;
    objectsMove = chosen.regions().size() > 1 && chosen.subspace().id() != space.keySubspace().id();
    uncounted = chosen.regions().size();
    unopened = objectsMove ? uncounted : 0;
    for (Region region : chosen.regions()) {
      parts.add(new Part(region.id()));
    }
  }

  /** The next attempt, which begins now. */
  CountAttempt again() {
    boolean wasLate;
    synchronized (this) {
      wasLate = late;
    }
    return new CountAttempt(
        operation, calls, space, predicate, chosen, lookBack.again(calls.nowNanos(), wasLate));
  }

  void start(Completions.Batch batch) {
    for (Part part : parts) {
      part.start(batch);
    }
  }

  /** Ends everything. Not to be called under the monitor of a call. */
  void cancel() {
    KeyReads running;
    synchronized (this) {
      cancelled = true;
      running = reads;
    }
    for (Part part : parts) {
      part.cancel();
    }
    if (running != null) {
      running.cancel();
    }
  }

  private synchronized void moved(List<Bytes> keys) {
    moved.addAll(keys);
  }

  private void opened(Completions.Batch batch) {
    synchronized (this) {
      unopened--;
      if (unopened > 0 || isVoid) {
        return;
      }
      reading = !moved.isEmpty();
    }
    // Other calls' monitors are needed: not while one is held.
    batch.add(
        new Completions.Ended() {
          @Override
          public void release() {}

          @Override
          public void publish() {
            count();
          }
        });
  }

  private void count() {
    List<Bytes> except;
    KeyReads begun = null;
    synchronized (this) {
      except = List.copyOf(moved);
      if (!except.isEmpty() && !cancelled) {
        begun =
            new KeyReads(
                calls, space, predicate, except, operation.deadlineNanos, new MovedObjects());
        reads = begun;
      }
    }
    for (Part part : parts) {
      part.leaveOut(except);
    }
    if (begun != null) {
      operation.read(begun);
    }
  }

  private void add(long count, int regions, Completions.Batch batch) {
    long total;
    synchronized (this) {
      sum += count;
      uncounted -= regions;
      if (uncounted > 0 || reading || isVoid) {
        return;
      }
      total = sum;
    }
    operation.counted(total, batch);
  }

  private void readingDone(Completions.Batch batch) {
    synchronized (this) {
      reading = false;
    }
    add(0, 0, batch);
  }

  private void becomeVoid(boolean openingWasLate) {
    synchronized (this) {
      late |= openingWasLate;
      if (isVoid) {
        return;
      }
      isVoid = true;
    }
    operation.forgotten(this);
  }

  private final class MovedObjects implements KeyReads.Sink {
    @Override
    public void found(Bytes key, StoredRow row) {
      synchronized (CountAttempt.this) {
        sum++;
      }
    }

    @Override
    public void complete(Completions.Batch batch) {
      readingDone(batch);
    }

    @Override
    public void failed(HyperDexException failure, Completions.Batch batch) {
      operation.countFailed(failure, batch);
    }
  }

  private final class Part extends RegionCall {
    private long askedMillis;
    private boolean begun;
    private boolean opened;

    Part(long region) {
      super(
          CountAttempt.this.calls,
          new RetryMachine(Access.SEARCH, region, operation.deadlineNanos, region));
    }

    @Override
    void beforeSending() {
      if (objectsMove) {
        if (opened) {
          becomeVoid(false);
        }
        begun = false;
        askedMillis = lookBack.millis(calls.nowNanos());
      }
    }

    @Override
    ClientRequest request(long requestId, long region, long epoch) {
      return new ClientRequest.Count(requestId, region, epoch, predicate, askedMillis);
    }

    @Override
    boolean streams() {
      return true;
    }

    @Override
    boolean endsWith(ServerResponse.Refused refused) {
      if (refused.reason() != ServerResponse.RefusalReason.FORGOTTEN) {
        return false;
      }
      becomeVoid(false);
      return true;
    }

    @Override
    void answer(ServerResponse response, Completions.Batch batch) {
      switch (response) {
        case ServerResponse.SearchOpened opening when objectsMove -> open(opening, batch);
        case ServerResponse.CountResult result when opened || !objectsMove -> {
          succeeded();
          add(result.count(), 1, batch);
        }
        default -> abort(Failures.internal("a count was answered with " + response), batch);
      }
    }

    private void open(ServerResponse.SearchOpened opening, Completions.Batch batch) {
      if (!begun && !lookBack.reaches(askedMillis, calls.nowNanos())) {
        becomeVoid(true);
      }
      begun = true;
      moved(opening.moved());
      if (opening.complete() && !opened) {
        opened = true;
        opened(batch);
      }
    }

    void leaveOut(List<Bytes> except) {
      synchronized (this) {
        int from = 0;
        do {
          int to = Math.min(except.size(), from + PIECE_KEYS);
          List<Bytes> piece = except.subList(from, to);
          boolean complete = to == except.size();
          sendAbout(requestId -> new ClientRequest.CountRest(requestId, piece, complete));
          from = to;
        } while (from < except.size());
      }
    }

    @Override
    void failed(HyperDexException failure, Completions.Batch batch) {
      operation.countFailed(failure, batch);
    }
  }
}
