package org.hyperdex.coordinator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a node does again and again, on one thread. */
final class Duties implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Duties.class);
  private static final Duration PERIOD = Duration.ofMillis(50);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("coordinator-duties").factory());

  /** Begins. A duty must not block. */
  Duties(List<Runnable> duties) {
    var _ =
        thread.scheduleWithFixedDelay(
            () -> duties.forEach(Duties::tryOnce),
            PERIOD.toMillis(),
            PERIOD.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void tryOnce(Runnable duty) {
    try {
      duty.run();
    } catch (RuntimeException e) {
      // A duty that fails is tried again in the next round; the others must not suffer.
      LOG.warn("a duty failed", e);
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
