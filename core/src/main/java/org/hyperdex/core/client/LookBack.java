package org.hyperdex.core.client;

/**
 * How far back the regions of one search or count must remember what has moved: to its beginning.
 *
 * <p>A region counts back from the moment at which it opens the search, which the client does not
 * know, by a clock that may run a fifth slower or faster than the client's. The client asks for a
 * little more than the time since its beginning, as the fastest clock counts it; if the opening
 * arrives within that little more, the region has looked back far enough. If not, or if the region
 * says that it does not remember that far back, the whole search has to begin anew, with more
 * patience.
 *
 * <p>Times are nanoseconds of a monotonic clock that counts from its own start.
 */
public final class LookBack {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /**
   * Many times as long as an opening takes, and no longer: a region that has come to a server
   * within this time cannot be searched there yet, and the search waits for that.
   */
  private static final long FIRST_PATIENCE_NANOS = 100 * NANOS_PER_MILLI;

  private static final long LONGEST_PATIENCE_NANOS = 4_000 * NANOS_PER_MILLI;
  private static final long FIRST_WAIT_NANOS = 10 * NANOS_PER_MILLI;
  private static final long LONGEST_WAIT_NANOS = 250 * NANOS_PER_MILLI;

  /** The part of a time by which two clocks may run apart. */
  private static final long DRIFT = 5;

  private final long beginNanos;
  private final long patienceNanos;
  private final int attempt;

  private LookBack(long beginNanos, long patienceNanos, int attempt) {
    this.beginNanos = beginNanos;
    this.patienceNanos = patienceNanos;
    this.attempt = attempt;
  }

  /** Of a search that begins now. */
  public static LookBack begin(long nowNanos) {
    return new LookBack(nowNanos, FIRST_PATIENCE_NANOS, 0);
  }

  /**
   * Of the same search when it begins anew.
   *
   * @param late whether that is because an opening came late, which asks for more patience; to ask
   *     a region that does not remember for more would be in vain
   */
  public LookBack again(long nowNanos, boolean late) {
    long patience = late ? Math.min(2 * patienceNanos, LONGEST_PATIENCE_NANOS) : patienceNanos;
    return new LookBack(nowNanos, patience, attempt + 1);
  }

  /** What to ask of a region now, in milliseconds. */
  public long millis(long nowNanos) {
    return (nowNanos - beginNanos + patienceNanos) / (DRIFT - 1) * DRIFT / NANOS_PER_MILLI;
  }

  /** Whether {@code askedMillis} was enough for a region whose opening has arrived now. */
  public boolean reaches(long askedMillis, long nowNanos) {
    long certainNanos = (askedMillis - askedMillis / DRIFT - 1) * NANOS_PER_MILLI;
    return nowNanos - beginNanos <= certainNanos;
  }

  /** How long to wait before the search begins anew. */
  public long waitNanos() {
    return Math.min(FIRST_WAIT_NANOS << Math.min(attempt, 16), LONGEST_WAIT_NANOS);
  }
}
