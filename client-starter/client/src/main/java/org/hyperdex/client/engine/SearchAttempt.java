package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a search from its beginning, or its latest beginning anew. The search's reader
 * begins and goes on; it may be cancelled from any thread.
 */
final class SearchAttempt {
  /** What all attempts of a search have in common. */
  record Setup(
      SearchInbox inbox, Calls calls, BoundSearch search, int shareRows, Completions completions) {}

  private final Setup setup;
  private final LookBack lookBack;
  private volatile List<RegionSearch> regions = List.of();
  private volatile @Nullable KeyReads missing;

  private SearchAttempt(Setup setup, LookBack lookBack) {
    this.setup = setup;
    this.lookBack = lookBack;
  }

  /** The first attempt, which begins now. */
  static SearchAttempt first(Setup setup) {
    return new SearchAttempt(setup, LookBack.begin(setup.calls().nowNanos()));
  }

  /** The next attempt, which begins now. */
  SearchAttempt again(boolean late) {
    return new SearchAttempt(setup, lookBack.again(setup.calls().nowNanos(), late));
  }

  long waitNanos() {
    return lookBack.waitNanos();
  }

  /** Asks all regions. */
  void start() {
    Optional<LookBack> back =
        setup.search().objectsMove() ? Optional.of(lookBack) : Optional.empty();
    List<RegionSearch> started = new ArrayList<>();
    for (Region region : setup.search().chosen().regions()) {
      started.add(new RegionSearch(setup, started.size(), region.id(), back));
    }
    regions = started;
    Completions.Batch batch = setup.completions().batch();
    for (RegionSearch region : started) {
      region.start(batch);
    }
    batch.flush();
  }

  /** Reads objects that have moved. */
  void readMissing(List<Bytes> keys) {
    if (keys.isEmpty()) {
      return;
    }
    KeyReads reads =
        new KeyReads(
            setup.calls(),
            setup.search().space(),
            setup.search().predicate(),
            keys,
            RetryMachine.NO_DEADLINE,
            new Missing());
    missing = reads;
    Completions.Batch batch = setup.completions().batch();
    reads.start(batch);
    batch.flush();
    if (setup.inbox().isClosed()) {
      reads.cancel();
    }
  }

  void grant(int region, int runOfRows, int rows) {
    regions.get(region).grant(runOfRows, rows);
  }

  /** Gives up what is under way, as if its time were over. */
  void expire(Completions.Batch batch) {
    for (RegionSearch region : regions) {
      region.expire(batch);
    }
    KeyReads reads = missing;
    if (reads != null) {
      reads.expire(batch);
    }
  }

  /** Ends everything; the search hears nothing more of this attempt. */
  void cancel() {
    for (RegionSearch region : regions) {
      region.cancel();
    }
    KeyReads reads = missing;
    if (reads != null) {
      reads.cancel();
    }
  }

  private final class Missing implements KeyReads.Sink {
    @Override
    public void found(Bytes key, StoredRow row) {
      setup.inbox().foundMissing(new FoundRow(key, row));
    }

    @Override
    public void complete(Completions.Batch batch) {
      setup.inbox().missingComplete();
    }

    @Override
    public void failed(HyperDexException failure, Completions.Batch batch) {
      setup.inbox().failed(failure);
    }
  }
}
