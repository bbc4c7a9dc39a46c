package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.binding.Binding;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Explanation;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Asks all regions that can hold a match how they look for it. What a region cannot tell is no
 * failure of the others: whoever asks wants to see what there is.
 */
final class ExplainOperation extends Operation<List<RegionExplanation>> {
  private final Calls calls;
  private final Condition condition;
  private final List<Part> parts = new ArrayList<>();
  private final AtomicInteger missing = new AtomicInteger();

  ExplainOperation(Admission admission, Calls calls, Condition condition, long deadlineNanos) {
    super(admission, deadlineNanos);
    this.calls = calls;
    this.condition = condition;
  }

  @Override
  void begin(Space space, Completions.Batch batch) {
    Predicate predicate = Binding.predicate(space.schema(), condition);
    for (Region region : Router.searched(space, predicate).regions()) {
      parts.add(new Part(region.id(), predicate));
    }
    // One more than there are parts, so that none of them ends it while others begin.
    missing.set(parts.size() + 1);
    parts.forEach(part -> part.start(batch));
    ended(batch);
  }

  private void ended(Completions.Batch batch) {
    if (missing.decrementAndGet() == 0) {
      batch.add(this);
    }
  }

  @Override
  List<RegionExplanation> result() {
    return parts.stream().map(Part::explained).toList();
  }

  private final class Part extends RegionCall {
    private final long region;
    private final Predicate predicate;
    private volatile @Nullable Explanation explanation;
    private volatile String problem = "";

    Part(long region, Predicate predicate) {
      super(
          ExplainOperation.this.calls,
          new RetryMachine(Access.SEARCH, region, deadlineNanos, region));
      this.region = region;
      this.predicate = predicate;
    }

    private RegionExplanation explained() {
      return new RegionExplanation(region, Optional.ofNullable(explanation), problem);
    }

    @Override
    ClientRequest request(long requestId, long asked, long epoch) {
      return new ClientRequest.Explain(requestId, asked, epoch, predicate);
    }

    @Override
    boolean streams() {
      return true;
    }

    @Override
    void answer(ServerResponse response, Completions.Batch batch) {
      if (response instanceof ServerResponse.Explained explained) {
        explanation = explained.explanation();
        succeeded();
        ended(batch);
      } else {
        abort(Failures.internal("a request to explain was answered with " + response), batch);
      }
    }

    @Override
    void failed(HyperDexException failure, Completions.Batch batch) {
      problem = failure.detail();
      ended(batch);
    }
  }
}
