package org.hyperdex.client.engine;

import java.util.concurrent.atomic.AtomicLong;
import org.hyperdex.core.client.ByteBudget;

/** How many bytes the searches of a client may have together. For any thread. */
final class SharedBytes implements ByteBudget {
  private final long maxBytes;
  private final AtomicLong takenBytes = new AtomicLong();

  /**
   * A budget of which nothing is taken.
   *
   * @param maxBytes how much there is; not negative
   */
  SharedBytes(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("a budget of " + maxBytes + " bytes");
    }
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean take(long bytes) {
    long taken = takenBytes.get();
    while (bytes <= maxBytes - taken) {
      if (takenBytes.compareAndSet(taken, taken + bytes)) {
        return true;
      }
      taken = takenBytes.get();
    }
    return false;
  }

  @Override
  public void give(long bytes) {
    takenBytes.addAndGet(-bytes);
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }
}
