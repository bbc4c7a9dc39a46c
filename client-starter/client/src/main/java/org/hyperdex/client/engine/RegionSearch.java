package org.hyperdex.client.engine;

import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Access;
import org.hyperdex.core.client.RetryMachine;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.query.Predicate;

/** The part of a search that one region answers. */
final class RegionSearch extends RegionCall {
  private final BlockingSearch search;
  private final int index;
  private final Predicate predicate;
  private final int shareRows;
  private boolean sent;
  private int run;

  RegionSearch(
      Calls calls,
      BlockingSearch search,
      int index,
      long region,
      Predicate predicate,
      int shareRows) {
    // The reader's patience is the deadline: it expires this call.
    super(calls, new RetryMachine(Access.SEARCH, region, RetryMachine.NO_DEADLINE, region));
    this.search = search;
    this.index = index;
    this.predicate = predicate;
    this.shareRows = shareRows;
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
      run = search.restarted(index);
    }
    sent = true;
  }

  @Override
  ClientRequest request(long requestId, long region, long epoch) {
    return new ClientRequest.Search(requestId, region, epoch, predicate, shareRows);
  }

  @Override
  boolean streams() {
    return true;
  }

  @Override
  void answer(ServerResponse response, Completions.Batch batch) {
    switch (response) {
      case ServerResponse.SearchRows rows -> search.arrived(index, run, rows.rows());
      case ServerResponse.SearchDone done -> {
        succeeded();
        search.completed(index, done.rowsRead());
      }
      default -> abort(Failures.internal("a search was answered with " + response), batch);
    }
  }

  @Override
  void failed(HyperDexException failure, Completions.Batch batch) {
    search.failed(failure);
  }
}
