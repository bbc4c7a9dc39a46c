package org.hyperdex.core.coordinator;

import java.util.function.LongSupplier;

/** Gives ids in ascending order while a decision is made; the event takes the counter back. */
final class IdCounter implements LongSupplier {
  private long next;

  IdCounter(long first) {
    next = first;
  }

  @Override
  public long getAsLong() {
    return next++;
  }

  /** The id that would be given next. */
  long next() {
    return next;
  }
}
