package org.hyperdex.storage.search;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.replication.SearchPending;
import org.hyperdex.core.replication.TurnEffects.StartSearch;
import org.hyperdex.storage.search.RunningSearch.Slice;

/**
 * The searches of a server and the threads they run on.
 *
 * <p>At most {@value #MAX_RUNNING} are open at a time, since each holds a snapshot; further ones
 * are refused as {@code OVERLOADED}. One whose client gives no credit for too long, not even for no
 * rows, by which it says that it still wants the search, is ended.
 */
public final class Searches implements AutoCloseable {
  static final int MAX_RUNNING = 4096;

  /** Each of these holds up to {@link OrderedScan#PAGE_BYTES}, or one row. */
  static final int MAX_ORDERED = 256;

  private static final long CONGESTION_MILLIS = 2;

  private final SearchObserver observer;
  private final Consumer<Throwable> failed;
  private final ExecutorService threads;
  private final ScheduledExecutorService clock;
  private final Set<Activity> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger ordered = new AtomicInteger();

  /**
   * Starts the threads.
   *
   * @param threadCount how many searches run at a time
   * @param idleExpiry how long a search waits for credit before it is ended
   * @param observer told what searches do
   * @param failed told why a search could not go on: the storage, or a defect
   */
  public Searches(
      int threadCount, Duration idleExpiry, SearchObserver observer, Consumer<Throwable> failed) {
    this.observer = observer;
    this.failed = failed;
    threads = Executors.newFixedThreadPool(threadCount, daemon("search"));
    clock = Executors.newSingleThreadScheduledExecutor(daemon("search-clock"));
    long idleNanos = idleExpiry.toNanos();
    long periodNanos = Math.max(1, idleNanos / 4);
    var _ =
        clock.scheduleAtFixedRate(
            () -> expire(idleNanos), periodNanos, periodNanos, TimeUnit.NANOSECONDS);
  }

  /** The searches of one link, which answers through {@code sink}. */
  public LinkSearches forLink(ResponseSink sink) {
    return new LinkSearches(this, sink);
  }

  /** How many searches and counts are open. */
  public int running() {
    return running.size();
  }

  /** Starts a search; {@code ended} is told by a search thread when it is over. */
  Activity start(StartSearch start, ResponseSink sink, Runnable ended) {
    RunningSearch search = new RunningSearch(start, sink, observer);
    Activity activity = new Activity(search, this, ended);
    boolean crowded = running.size() >= MAX_RUNNING;
    if (search.isOrdered()) {
      crowded |= ordered.incrementAndGet() > MAX_ORDERED;
    }
    if (crowded) {
      search.refuse(RefusalReason.OVERLOADED, "too many searches are open at this server");
    }
    running.add(activity);
    if (threads.isShutdown()) {
      search.free();
      return activity;
    }
    start
        .pending()
        .listen(
            new SearchPending.Listener() {
              @Override
              public void settled(List<FoundRow> rows) {
                search.settled(rows);
                activity.wake();
              }

              @Override
              public void abandoned() {
                search.refuse(
                    RefusalReason.UNKNOWN_REGION,
                    "the region has left this server during the search");
                activity.wake();
              }
            });
    activity.wake();
    return activity;
  }

  void execute(Activity activity) {
    try {
      threads.execute(activity);
    } catch (RejectedExecutionException e) {
      // The server is leaving: close() frees what has not run.
    }
  }

  Slice runSlice(Activity activity) {
    try {
      return activity.search().runSlice();
    } catch (RuntimeException | Error e) {
      activity.search().free();
      failed.accept(e);
      return Slice.DONE;
    }
  }

  void ended(Activity activity) {
    if (running.remove(activity) && activity.search().isOrdered()) {
      ordered.decrementAndGet();
    }
  }

  void wakeSoon(Activity activity) {
    try {
      var _ = clock.schedule(activity::wake, CONGESTION_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      // As in execute().
    }
  }

  private void expire(long idleNanos) {
    long since = System.nanoTime() - idleNanos;
    for (Activity activity : running) {
      if (activity.search().idleSince(since)) {
        activity
            .search()
            .refuse(RefusalReason.OVERLOADED, "the search waited for its client for too long");
        activity.wake();
      }
    }
  }

  /** Ends all searches and frees what they hold. No shard may start one any more. */
  @Override
  public void close() {
    clock.shutdownNow();
    running.forEach(activity -> activity.search().cancel());
    threads.shutdown();
    try {
      if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a slice of a search does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    running.forEach(activity -> activity.search().free());
    running.clear();
  }

  private static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
  }
}
