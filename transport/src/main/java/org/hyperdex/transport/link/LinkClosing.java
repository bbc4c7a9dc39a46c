package org.hyperdex.transport.link;

import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The end of all links of a process. */
final class LinkClosing {
  private static final long POLL_MILLIS = 5;

  private LinkClosing() {}

  /** Closes all of {@code links} and waits until they have left the set, or the time is over. */
  static void closeAll(Set<StreamLink> links, long timeoutMillis) {
    List.copyOf(links).forEach(StreamLink::close);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
    boolean interrupted = false;
    while (!links.isEmpty() && System.nanoTime() < deadline) {
      try {
        Thread.sleep(POLL_MILLIS);
      } catch (InterruptedException e) {
        interrupted = true;
        break;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
