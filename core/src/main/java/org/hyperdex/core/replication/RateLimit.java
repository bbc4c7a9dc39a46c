package org.hyperdex.core.replication;

/** Lets so many bytes pass in a second, and a tenth of that at once. */
public final class RateLimit {
  private static final double NANOS_PER_SECOND = 1e9;

  private double bytesPerSecond;
  private double available;
  private long countedNanos;

  /** Lets {@code bytesPerSecond} pass; nothing if that is 0. */
  public RateLimit(long bytesPerSecond) {
    rate(bytesPerSecond);
  }

  /** Lets so many bytes pass from now on. */
  public void rate(long newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
    available = newBytesPerSecond / 10.0;
  }

  /** Whether anything may pass now; what does may be larger than what is left. */
  public boolean open(long nowNanos) {
    double earned = (nowNanos - countedNanos) / NANOS_PER_SECOND * bytesPerSecond;
    countedNanos = nowNanos;
    available = Math.min(bytesPerSecond / 10.0, available + Math.max(0, earned));
    return available > 0;
  }

  /** So many bytes have passed. */
  public void passed(long bytes) {
    available -= bytes;
  }
}
