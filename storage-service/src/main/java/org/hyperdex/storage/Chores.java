package org.hyperdex.storage;

import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a server does now and then, on a thread of its own. */
final class Chores implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Chores.class);
  private static final long LONGEST_SECONDS = 30;

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("storage-chores").factory());

  /** Does {@code chore} after each {@code period}. */
  void repeat(Runnable chore, long period, TimeUnit unit) {
    var _ = thread.scheduleAtFixedRate(chore, period, period, unit);
  }

  /** Does {@code chore} soon, unless the server is leaving. */
  void soon(Runnable chore) {
    try {
      thread.execute(chore);
    } catch (RejectedExecutionException e) {
      LOG.debug("nothing is reported or cleaned: the server is leaving");
    }
  }

  /**
   * Begins nothing more, and waits for what is under way: the rows it looks at are closed next, and
   * the engine does not survive being asked after that.
   */
  @Override
  public void close() {
    thread.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = thread.awaitTermination(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          LOG.warn("still waiting for what the server does in the background");
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
