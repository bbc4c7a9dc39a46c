package org.hyperdex.client.engine;

import java.util.Optional;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.LookBack;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Predicate;

/** The part of a search that one region answers. */
final class RegionSearch extends RegionCall {
  private final SearchInbox inbox;
  private final int index;
  private final Predicate predicate;
  private final int shareRows;
  private final Optional<LookBack> lookBack;
  private long askedMillis;
  private boolean begun;
  private boolean opened;
  private Listing listing;
  private boolean sent;
  private int run;

  RegionSearch(SearchAttempt.Setup setup, int index, long region, Optional<LookBack> lookBack) {
    // The reader's patience is the deadline: it expires this call.
    super(setup.calls(), new RetryMachine(Access.SEARCH, region, RetryMachine.NO_DEADLINE, region));
    this.inbox = setup.inbox();
    this.index = index;
    this.predicate = setup.search().predicate();
    this.shareRows = setup.shareRows();
    this.lookBack = lookBack;
    this.run = inbox.run(index);
    this.listing = inbox.listing();
  }

  /** Lets the server send {@code rows} more, if {@code runOfRows} is still under way. */
  void grant(int runOfRows, int rows) {
    synchronized (this) {
      if (runOfRows == run) {
        sendAbout(requestId -> new ClientRequest.SearchCredit(requestId, rows));
      }
    }
  }

  @Override
  void beforeSending() {
    if (sent) {
      run = inbox.restarted(index);
    }
    sent = true;
    begun = false;
    listing = inbox.listing();
    opened = lookBack.isEmpty();
    if (opened) {
      inbox.opened(index);
    }
    askedMillis = lookBack.map(back -> back.millis(calls.nowNanos())).orElse(0L);
  }

  @Override
  ClientRequest request(long requestId, long region, long epoch) {
    return new ClientRequest.Search(
        requestId, region, epoch, predicate, listing, shareRows, askedMillis);
  }

  @Override
  boolean endsWith(ServerResponse.Refused refused) {
    if (refused.reason() != ServerResponse.RefusalReason.FORGOTTEN) {
      return false;
    }
    inbox.forgotten(false);
    return true;
  }

  @Override
  boolean streams() {
    return true;
  }

  @Override
  void answer(ServerResponse response, Completions.Batch batch) {
    switch (response) {
      case ServerResponse.SearchOpened opening when !opened -> open(opening);
      case ServerResponse.SearchRows rows when opened -> arrived(rows, batch);
      case ServerResponse.SearchDone done when opened -> {
        succeeded();
        inbox.completed(index, done.rowsRead());
      }
      default -> abort(Failures.internal("a search was answered with " + response), batch);
    }
  }

  private void arrived(ServerResponse.SearchRows rows, Completions.Batch batch) {
    try {
      inbox.arrived(index, run, rows.rows());
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      abort(Failures.internal("a search was answered with " + e.getMessage()), batch);
    }
  }

  private void open(ServerResponse.SearchOpened opening) {
    boolean first = !begun;
    begun = true;
    if (first && !lookBack.orElseThrow().reaches(askedMillis, calls.nowNanos())) {
      inbox.forgotten(true);
    }
    inbox.moved(opening.moved());
    opened = opening.complete();
    if (opened) {
      inbox.opened(index);
    }
  }

  @Override
  void failed(HyperDexException failure, Completions.Batch batch) {
    inbox.failed(failure);
  }
}
