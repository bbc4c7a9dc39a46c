package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;

/** Counts on all regions that can hold a match, and adds up; one failure fails all. */
final class CountOperation extends Operation<Long> {
  private final Calls calls;
  private final Condition condition;
  private final AtomicLong sum = new AtomicLong();

  /** Parts without an answer, or a negative number once one has failed. */
  private final AtomicInteger missing = new AtomicInteger();

  private volatile List<Part> parts = List.of();

  CountOperation(Admission admission, Calls calls, Condition condition, long deadlineNanos) {
    super(admission, deadlineNanos);
    this.calls = calls;
    this.condition = condition;
  }

  @Override
  void begin(Space space, Completions.Batch batch) {
    Predicate predicate = Binding.predicate(space.schema(), condition);
    Pruning.Chosen chosen = Router.searched(space, predicate);
    if (chosen.regions().isEmpty()) {
      batch.add(this);
      return;
    }
    List<Part> started = new ArrayList<>(chosen.regions().size());
    for (Region region : chosen.regions()) {
      started.add(new Part(region.id(), predicate));
    }
    missing.set(started.size());
    parts = started;
    for (Part part : started) {
      part.start(batch);
    }
  }

  @Override
  Long result() {
    return sum.get();
  }

  @Override
  public void publish() {
    // Here no call's monitor is held, as it is where a part fails.
    for (Part part : parts) {
      part.cancel();
    }
    super.publish();
  }

  private final class Part extends RegionCall {
    private final Predicate predicate;

    Part(long region, Predicate predicate) {
      super(
          CountOperation.this.calls,
          new RetryMachine(Access.SEARCH, region, deadlineNanos, region));
      this.predicate = predicate;
    }

    @Override
    ClientRequest request(long requestId, long region, long epoch) {
      return new ClientRequest.Count(requestId, region, epoch, predicate);
    }

    @Override
    boolean streams() {
      return true;
    }

    @Override
    void answer(ServerResponse response, Completions.Batch batch) {
      if (response instanceof ServerResponse.CountResult result) {
        succeeded();
        sum.addAndGet(result.count());
        if (missing.decrementAndGet() == 0) {
          batch.add(CountOperation.this);
        }
      } else {
        abort(Failures.internal("a count was answered with " + response), batch);
      }
    }

    @Override
    void failed(HyperDexException failure, Completions.Batch batch) {
      if (missing.getAndSet(Integer.MIN_VALUE) > 0) {
        fail(failure, batch);
      }
    }
  }
}
