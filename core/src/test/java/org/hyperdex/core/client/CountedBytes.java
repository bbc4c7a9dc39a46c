package org.hyperdex.core.client;

/** A budget for one thread, which tells how much of it is taken. */
final class CountedBytes implements ByteBudget {
  private final long maxBytes;
  private long takenBytes;

  CountedBytes(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  public boolean take(long bytes) {
    boolean there = bytes <= maxBytes - takenBytes;
    takenBytes += there ? bytes : 0;
    return there;
  }

  @Override
  public void give(long bytes) {
    takenBytes -= bytes;
  }

  @Override
  public long maxBytes() {
    return maxBytes;
  }

  long takenBytes() {
    return takenBytes;
  }
}
