package org.hyperdex.core.client;

import java.util.concurrent.atomic.AtomicLong;

/** How many bytes several holders may have together. For any thread. */
public final class ByteBudget {
  /** Of those who need none. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private final long maxBytes;
  private final AtomicLong takenBytes = new AtomicLong();

  /**
   * A budget of which nothing is taken.
   *
   * @param maxBytes how much there is; not negative
   */
  public ByteBudget(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("a budget of " + maxBytes + " bytes");
    }
    this.maxBytes = maxBytes;
  }

  /** Takes {@code bytes} if they are there, and else nothing; whether they were. */
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

  /** Gives back what was taken. */
  public void give(long bytes) {
    takenBytes.addAndGet(-bytes);
  }

  /** How much there is in all. */
  public long maxBytes() {
    return maxBytes;
  }

  /** How much of it is taken. */
  public long takenBytes() {
    return takenBytes.get();
  }
}
