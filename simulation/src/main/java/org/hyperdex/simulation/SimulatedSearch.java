package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.ByteBudget;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.OrderedMerge;
import org.hyperdex.core.client.OrderedRows;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.client.RowMerge;
import org.hyperdex.core.client.SearchMerge;
import org.hyperdex.core.client.UnorderedRows;
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
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Position;
import org.hyperdex.core.query.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One search as the client library carries it out, over the core's own merge: all regions are
 * asked, what has moved is read, and a region that does not look back far enough lets all of it
 * begin anew.
 */
final class SimulatedSearch {
  private static final int UNLIMITED = Integer.MAX_VALUE;

  /**
   * What is asked, and who is told.
   *
   * @param each told every object when it is found
   * @param then told the end, and whether all was read in one step: if not, an object whose value
   *     in the order has changed may be missing
   */
  record Request(
      Predicate predicate,
      Listing listing,
      long deadlineNanos,
      Consumer<FoundRow> each,
      Consumer<Boolean> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {}

  private final SimulatedClient client;
  private final Sabotage bug;
  private final Space space;
  private final Request request;
  private final List<Region> regions;
  private final boolean objectsMove;
  private final RowMerge merge;
  private final List<SimulatedCall> calls = new ArrayList<>();
  private Optional<Position> last = Optional.empty();
  private LookBack lookBack;
  private @Nullable SimulatedReads reads;
  private boolean inOneStep = true;
  private boolean waits;
  private boolean late;
  private boolean over;

  SimulatedSearch(SimulatedClient client, Space space, Request request) {
    this.client = client;
    this.bug = client.bug();
    this.space = space;
    this.request = request;
    Pruning.Chosen chosen = Router.searched(space, request.predicate());
    regions = chosen.regions();
    boolean keysStay = chosen.subspace().id() == space.keySubspace().id();
    objectsMove = regions.size() > 1 && !keysStay;
    merge = merge(request.listing());
    lookBack = LookBack.begin(client.nowNanos());
  }

  private RowMerge merge(Listing listing) {
    ByteBudget keyBudget = ByteBudget.UNLIMITED;
    if (listing.ordered().isEmpty()) {
      return new UnorderedRows(
          listing.columns(), new SearchMerge(regions.size(), UNLIMITED, !objectsMove, keyBudget));
    }
    return new OrderedRows(
        listing.columns(),
        new OrderedMerge(
            listing.ordered().get(),
            listing.columns(),
            regions.size(),
            UNLIMITED,
            !objectsMove,
            keyBudget));
  }

  void start() {
    waits = false;
    late = false;
    calls.clear();
    for (int i = 0; i < regions.size(); i++) {
      calls.add(new Part(i, regions.get(i).id()));
    }
    List.copyOf(calls).forEach(SimulatedCall::start);
    goOn();
  }

  private void goOn() {
    if (over || waits) {
      return;
    }
    for (RowMerge.Portion next = merge.next(); next != null; next = merge.next()) {
      next.rows().forEach(this::deliver);
    }
    if (merge.mustRead()) {
      read(merge.takeKeys());
    } else if (merge.isComplete()) {
      over = true;
      client.after(0, () -> request.then().accept(inOneStep));
    }
  }

  private void read(List<Bytes> keys) {
    if (keys.isEmpty()) {
      goOn();
      return;
    }
    client.coverage().reached(Coverage.State.SEARCH_READS_MOVED);
    reads = new SimulatedReads(request.predicate(), merge::found, this::haveRead);
    reads.start(client, space, keys, request.deadlineNanos(), this::fail);
  }

  private void haveRead() {
    merge.read();
    goOn();
  }

  private void deliver(FoundRow row) {
    request
        .listing()
        .ordered()
        .ifPresent(ordered -> {
          Position place =
              ordered.by().position(request.listing().columns(), row.key(), row.row().row());
          if (last.isPresent() && ordered.by().compare(last.get(), place) >= 0) {
            throw new Violation(
                "order", "an ordered search delivers what comes before its last row");
          }
          last = Optional.of(place);
        });
    request.each().accept(row);
  }

  private void fail(SimulatedCall.GivenUp failure) {
    cancel();
    if (!over) {
      over = true;
      request.givenUp().accept(failure);
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
    inOneStep &= last.isEmpty();
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
      super(client, Access.SEARCH, region, request.deadlineNanos());
      this.index = index;
    }

    @Override
    void beforeSending() {
      if (sent) {
        merge.restart(index);
        inOneStep &= last.isEmpty();
      }
      sent = true;
      begun = false;
      opened = !objectsMove;
      askedMillis = objectsMove ? lookBack.millis(client.nowNanos()) : 0;
      if (opened) {
        merge.opened(index);
      }
    }

    @Override
    ClientRequest request(long number, long region, long epoch) {
      return new ClientRequest.Search(
          number, region, epoch, request.predicate(), merge.listing(), UNLIMITED, askedMillis);
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
          if (bug.is(PlantedBug.DUPLICATE_ROW)) {
            rows.rows().forEach(request.each());
          }
          merge.arrived(index, rows.rows());
        }
        case SearchDone _ when opened -> {
          succeeded();
          merge.complete(index);
        }
        default -> throw new IllegalStateException("a search was answered with " + response);
      }
      goOn();
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
      if (opened) {
        merge.opened(index);
      }
    }

    @Override
    void failed(GivenUp how) {
      if (bug.is(PlantedBug.PARTIAL_SEARCH)) {
        if (!opened) {
          merge.opened(index);
        }
        merge.complete(index);
        goOn();
      } else {
        fail(how);
      }
    }
  }
}
