package org.hyperdex.core.client;

/** A budget that nobody can use up. */
final class UnlimitedBytes implements ByteBudget {
  @Override
  public boolean take(long bytes) {
    return true;
  }

  @Override
  public void give(long bytes) {
    // There are as many as before.
  }

  @Override
  public long maxBytes() {
    return Long.MAX_VALUE;
  }
}
