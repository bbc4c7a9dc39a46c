package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.Router;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.hyperspace.Pruning;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.CountResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.SearchOpened;
import org.hyperdex.core.query.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One count as the client library carries it out: where objects move, every region first tells what
 * is not at rest; then the regions count the rest, and the others are read one by one.
 */
final class SimulatedCount {
  private final SimulatedClient client;
  private final Space space;
  private final Predicate predicate;
  private final long deadlineNanos;
  private final Consumer<Long> then;
  private final Consumer<SimulatedCall.GivenUp> givenUp;
  private final List<Region> regions;
  private final boolean objectsMove;
  private LookBack lookBack;
  private Attempt attempt = new Attempt();
  private boolean over;

  SimulatedCount(
      SimulatedClient client,
      Space space,
      Predicate predicate,
      long deadlineNanos,
      Consumer<Long> then,
      Consumer<SimulatedCall.GivenUp> givenUp) {
    this.client = client;
    this.space = space;
    this.predicate = predicate;
    this.deadlineNanos = deadlineNanos;
    this.then = then;
    this.givenUp = givenUp;
    Pruning.Chosen chosen = Router.searched(space, predicate);
    regions = chosen.regions();
    objectsMove = regions.size() > 1 && chosen.subspace().id() != space.keySubspace().id();
    lookBack = LookBack.begin(client.nowNanos());
  }

  void start() {
    attempt = new Attempt();
    attempt.start();
  }

  private void again(boolean late) {
    lookBack = lookBack.again(client.nowNanos(), late);
    start();
  }

  private void fail(SimulatedCall.GivenUp failure) {
    attempt.cancel();
    if (!over) {
      over = true;
      givenUp.accept(failure);
    }
  }

  /** One attempt; void as soon as it cannot be right any more. */
  private final class Attempt {
    private final List<Part> parts = new ArrayList<>();
    private final Set<Bytes> moved = new LinkedHashSet<>();
    private @Nullable SimulatedReads reads;
    private int unopened;
    private int uncounted;
    private boolean reading;
    private boolean isVoid;
    private boolean late;
    private long sum;

    void start() {
      uncounted = regions.size();
      unopened = objectsMove ? uncounted : 0;
      regions.forEach(region -> parts.add(new Part(this, region.id())));
      List.copyOf(parts).forEach(SimulatedCall::start);
      end();
    }

    void cancel() {
      parts.forEach(SimulatedCall::cancel);
      if (reads != null) {
        reads.cancel();
      }
    }

    void becomeVoid(boolean openingWasLate) {
      late |= openingWasLate;
      if (!isVoid) {
        isVoid = true;
        client.coverage().reached(Coverage.State.SEARCH_BEGINS_ANEW);
        client.loop().note(() -> "client " + client.id() + " begins a count anew");
        client.after(
            lookBack.waitNanos(),
            () -> {
              cancel();
              if (!over) {
                again(late);
              }
            });
      }
    }

    void opened() {
      unopened--;
      if (unopened > 0 || isVoid) {
        return;
      }
      List<Bytes> except = List.copyOf(moved);
      reading = !except.isEmpty();
      List.copyOf(parts).forEach(part -> part.leaveOut(except));
      if (reading) {
        client.coverage().reached(Coverage.State.COUNT_READS_MOVED);
        reads = new SimulatedReads(predicate, _ -> sum++, this::readingDone);
        reads.start(client, space, except, deadlineNanos, SimulatedCount.this::fail);
      }
    }

    private void readingDone() {
      reading = false;
      end();
    }

    void counted(long count) {
      sum += count;
      uncounted--;
      end();
    }

    private void end() {
      if (uncounted == 0 && !reading && !isVoid && !over) {
        over = true;
        client.after(0, () -> then.accept(sum));
      }
    }
  }

  /** The part of an attempt that one region answers. */
  private final class Part extends SimulatedCall {
    private final Attempt whole;
    private long askedMillis;
    private boolean begun;
    private boolean opened;

    private Part(Attempt whole, long region) {
      super(client, Access.SEARCH, region, deadlineNanos);
      this.whole = whole;
    }

    @Override
    void beforeSending() {
      if (objectsMove) {
        if (opened) {
          // What it would leave out now, the others have counted.
          whole.becomeVoid(false);
        }
        begun = false;
        askedMillis = lookBack.millis(client.nowNanos());
      }
    }

    @Override
    ClientRequest request(long request, long region, long epoch) {
      return new ClientRequest.Count(request, region, epoch, predicate, askedMillis);
    }

    @Override
    boolean endsWith(Refused refused) {
      boolean forgotten = refused.reason() == RefusalReason.FORGOTTEN;
      if (forgotten) {
        whole.becomeVoid(false);
      }
      return forgotten;
    }

    @Override
    void answer(ServerResponse response) {
      switch (response) {
        case SearchOpened opening when objectsMove -> open(opening);
        case CountResult result when opened || !objectsMove -> {
          succeeded();
          whole.counted(result.count());
        }
        default -> throw new IllegalStateException("a count was answered with " + response);
      }
    }

    private void open(SearchOpened opening) {
      if (!begun && !lookBack.reaches(askedMillis, client.nowNanos())) {
        whole.becomeVoid(true);
      }
      begun = true;
      if (!client.bug().is(PlantedBug.MOVED_NOT_READ)) {
        whole.moved.addAll(opening.moved());
      }
      if (opening.complete() && !opened) {
        opened = true;
        whole.opened();
      }
    }

    private void leaveOut(List<Bytes> except) {
      boolean twice = client.bug().is(PlantedBug.COUNT_TWICE);
      sendAbout(new ClientRequest.CountRest(requestId(), twice ? List.of() : except, true));
    }

    @Override
    void failed(GivenUp how) {
      fail(how);
    }
  }
}
