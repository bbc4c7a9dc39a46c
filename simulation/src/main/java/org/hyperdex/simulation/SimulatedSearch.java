package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchDone;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.protocol.ServerResponse.SearchRows;
import org.hyperdex.core.query.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search as the client library carries it out, over the core's own merge: all regions are
 * asked, what has moved and no region has brought is read in the end, and a region that does not
 * look back far enough lets all of it begin anew.
 */
final class SimulatedSearch {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  private final SimulatedClient client;
  private final Sabotage bug;
  private final Space space;
  private final Predicate predicate;
  private final long deadlineNanos;
  private final Consumer<List<FoundRow>> then;
  private final Consumer<SimulatedCall.GivenUp> givenUp;
  private final List<Region> regions;
  private final boolean objectsMove;
  private final SearchMerge merge;
  private final List<FoundRow> found = new ArrayList<>();
  private final List<SimulatedCall> calls = new ArrayList<>();
  private LookBack lookBack;
  private @Nullable SimulatedReads reads;
  private boolean waits;
  private boolean late;
  private boolean over;

  SimulatedSearch(
      SimulatedClient client,
      Space space,
      Predicate predicate,
      long deadlineNanos,
      Consumer<List<FoundRow>> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    this.client = client;
    this.bug = client.bug();
    this.space = space;
    this.predicate = predicate;
    this.deadlineNanos = deadlineNanos;
    this.then = then;
    this.givenUp = givenUp;
    Pruning.Chosen chosen = Router.searched(space, predicate);
    regions = chosen.regions();
    boolean keysStay = chosen.subspace().id() == space.keySubspace().id();
    objectsMove = regions.size() > 1 && !keysStay;
    merge = new SearchMerge(regions.size(), UNLIMITED, keysStay);
    lookBack = LookBack.begin(client.nowNanos());
  }

  void start() {
    waits = false;
    late = false;
    calls.clear();
    for (int i = 0; i < regions.size(); i++) {
      calls.add(new Part(i, regions.get(i).id()));
    }
    List.copyOf(calls).forEach(SimulatedCall::start);
    end();
  }

  private void end() {
    if (over || waits || !merge.isComplete()) {
      return;
    }
    List<Bytes> missing = merge.mayMiss() ? merge.takeMissing() : List.of();
    if (missing.isEmpty()) {
      over = true;
      client.after(0, () -> then.accept(found));
      return;
    }
    client.coverage().reached(Coverage.State.SEARCH_READS_MOVED);
    reads = new SimulatedReads(predicate, this::foundMissing, this::end);
    reads.start(client, space, missing, deadlineNanos, this::fail);
  }

  private void foundMissing(FoundRow row) {
    if (merge.acceptMissing(row.key())) {
      found.add(row);
    }
  }

  private void fail(SimulatedCall.GivenUp failure) {
    cancel();
    if (!over) {
      over = true;
      givenUp.accept(failure);
    }
  }

  private void cancel() {
    calls.forEach(SimulatedCall::cancel);
    if (reads != null) {
      reads.cancel();
    }
  }

  private void forgotten(boolean openingWasLate) {
    late |= openingWasLate;
    if (!waits && !over) {
      waits = true;
      client.coverage().reached(Coverage.State.SEARCH_BEGINS_ANEW);
      cancel();
      client.loop().note(() -> "client " + client.id() + " begins a search anew");
      client.after(lookBack.waitNanos(), this::again);
    }
  }

  private void again() {
    lookBack = lookBack.again(client.nowNanos(), late);
    merge.restart();
    start();
  }

  /** The part of the search that one region answers. */
  private final class Part extends SimulatedCall {
    private final int index;
    private long askedMillis;
    private boolean sent;
    private boolean begun;
    private boolean opened;

    private Part(int index, long region) {
      super(client, Access.SEARCH, region, deadlineNanos);
      this.index = index;
    }

    @Override
    void beforeSending() {
      if (sent) {
        merge.restart(index);
      }
      sent = true;
      begun = false;
      opened = !objectsMove;
      askedMillis = objectsMove ? lookBack.millis(client.nowNanos()) : 0;
    }

    @Override
    ClientRequest request(long request, long region, long epoch) {
      return new ClientRequest.Search(request, region, epoch, predicate, UNLIMITED, askedMillis);
    }

    @Override
    boolean endsWith(Refused refused) {
      boolean forgotten = refused.reason() == RefusalReason.FORGOTTEN;
      if (forgotten) {
        forgotten(false);
      }
      return forgotten;
    }

    @Override
    void answer(ServerResponse response) {
      switch (response) {
        case SearchOpened opening when !opened -> open(opening);
        case SearchRows rows when opened -> {
          for (FoundRow row : rows.rows()) {
            if (merge.accept(index, row.key()) || bug.is(PlantedBug.DUPLICATE_ROW)) {
              found.add(row);
            }
          }
        }
        case SearchDone _ when opened -> {
          succeeded();
          merge.complete(index);
          end();
        }
        default -> throw new IllegalStateException("a search was answered with " + response);
      }
    }

    private void open(SearchOpened opening) {
      if (!begun && !lookBack.reaches(askedMillis, client.nowNanos())) {
        forgotten(true);
      }
      begun = true;
      if (!bug.is(PlantedBug.MOVED_NOT_READ)) {
        opening.moved().forEach(merge::moved);
      }
      opened = opening.complete();
    }

    @Override
    void failed(GivenUp how) {
      if (bug.is(PlantedBug.PARTIAL_SEARCH)) {
        merge.complete(index);
        end();
      } else {
        fail(how);
      }
    }
  }
}
