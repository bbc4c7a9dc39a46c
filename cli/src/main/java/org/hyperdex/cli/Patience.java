package org.hyperdex.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells, once, that something takes longer than people wait without wondering. */
final class Patience implements AutoCloseable {
  private static final Duration LIMIT = Duration.ofMillis(1500);

  /** Tells nothing. */
  static final Patience NONE = new Patience();

  private final CountDownLatch ended = new CountDownLatch(1);

  private Patience() {}

  /** Runs {@code tell} after a while, unless this is closed before. */
  static Patience start(Runnable tell) {
    Patience patience = new Patience();
    Thread.ofPlatform()
        .daemon()
        .name("patience")
        .start(() -> {
          if (patience.isLong()) {
            tell.run();
          }
        });
    return patience;
  }

  private boolean isLong() {
    try {
      return !ended.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    ended.countDown();
  }
}
