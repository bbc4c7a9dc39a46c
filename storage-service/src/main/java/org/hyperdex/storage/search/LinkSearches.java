package org.hyperdex.storage.search;

import java.util.HashMap;
import java.util.Map;
import org.hyperdex.core.protocol.ClientRequest.CountRest;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.rows.RowsSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * The searches and counts of one link, by their request ids.
 *
 * <p>A search is known from the moment its request has been read, before the shard has started it:
 * a cancellation or a credit that follows right behind the request finds it.
 *
 * <pre>
 * (none)    -> ANNOUNCED  the network thread has read the request
 * ANNOUNCED -> STARTED    the shard has started it
 * ANNOUNCED -> (none)     the shard has refused it
 * STARTED   -> (none)     it is over
 * </pre>
 */
public final class LinkSearches {
  private static final class Known {
    private @Nullable Activity activity;
    private int earlyCredit;
    private boolean cancelled;
  }

  private final Searches searches;
  private final ResponseSink sink;
  private final Map<Long, Known> byRequest = new HashMap<>();
  private boolean closed;

  LinkSearches(Searches searches, ResponseSink sink) {
    this.searches = searches;
    this.sink = sink;
  }

  /** A request for a search or count has been read; false if there is one of that id already. */
  public synchronized boolean announce(long requestId) {
    return byRequest.putIfAbsent(requestId, new Known()) == null;
  }

  /** The shard has refused the request {@code requestId}, if it was one of a search. */
  public synchronized void refused(long requestId) {
    byRequest.remove(requestId);
  }

  /**
   * The shard has started a search: runs it, or closes its snapshot if nobody wants it any more.
   */
  public synchronized void start(StartSearch start) {
    Known known = byRequest.get(start.requestId());
    if (closed || known == null || known.cancelled) {
      byRequest.remove(start.requestId());
      ((RowsSnapshot) start.snapshot()).close();
      return;
    }
    Activity activity = searches.start(start, sink, () -> ended(start.requestId(), known));
    known.activity = activity;
    if (known.earlyCredit > 0) {
      activity.search().addCredit(known.earlyCredit);
      activity.wake();
    }
  }

  private synchronized void ended(long requestId, Known known) {
    byRequest.remove(requestId, known);
  }

  /** The client takes {@code rows} more. */
  public synchronized void credit(long requestId, int rows) {
    Known known = byRequest.get(requestId);
    if (known == null) {
      return;
    }
    Activity activity = known.activity;
    if (activity == null) {
      known.earlyCredit += Math.max(0, rows);
    } else {
      activity.search().addCredit(rows);
      activity.wake();
    }
  }

  /** The client names what a count is to leave out; it does so only when it knows of the start. */
  public synchronized void rest(CountRest rest) {
    Known known = byRequest.get(rest.requestId());
    Activity activity = known == null ? null : known.activity;
    if (activity != null) {
      activity.search().rest(rest);
      activity.wake();
    }
  }

  /** The client does not want the rest. */
  public synchronized void cancel(long requestId) {
    Known known = byRequest.get(requestId);
    if (known != null) {
      cancel(known);
    }
  }

  /** The link is gone: ends all its searches. */
  public synchronized void close() {
    closed = true;
    byRequest.values().forEach(LinkSearches::cancel);
    byRequest.clear();
  }

  private static void cancel(Known known) {
    known.cancelled = true;
    Activity activity = known.activity;
    if (activity != null) {
      activity.search().cancel();
      activity.wake();
    }
  }
}
