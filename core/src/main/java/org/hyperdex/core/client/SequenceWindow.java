package org.hyperdex.core.client;

/**
 * Numbers the writes of a session from 1 and knows the <em>watermark</em>: the greatest n such that
 * all writes up to n have ended for the client. Servers forget the outcomes of writes up to it, so
 * a write that has ended must never be sent again.
 *
 * <p>Keeps one bit for each number above the watermark.
 */
public final class SequenceWindow {
  private static final int BITS = Long.SIZE;

  /** A ring: the bit of number n is bit n modulo the size; set if the write has ended. */
  private long[] ended = new long[16];

  private long last;
  private long watermark;

  /** The number of the next write. */
  public long next() {
    last++;
    if (last - watermark > (long) ended.length * BITS) {
      grow();
    }
    return last;
  }

  /** The write {@code sequence} has ended for the client, in whatever way. */
  public void end(long sequence) {
    if (sequence <= watermark || sequence > last || isEnded(sequence)) {
      throw new IllegalStateException(
          "write %d has ended already or never began (watermark %d, last %d)"
              .formatted(sequence, watermark, last));
    }
    ended[word(sequence)] |= 1L << sequence;
    while (watermark < last && isEnded(watermark + 1)) {
      watermark++;
      ended[word(watermark)] &= ~(1L << watermark);
    }
  }

  /** All writes up to this number have ended for the client; 0 if not even the first has. */
  public long watermark() {
    return watermark;
  }

  private boolean isEnded(long sequence) {
    return (ended[word(sequence)] & 1L << sequence) != 0;
  }

  private int word(long sequence) {
    return (int) (sequence / BITS & ended.length - 1);
  }

  private void grow() {
    long[] before = ended;
    ended = new long[before.length * 2];
    for (long n = watermark + 1; n < last; n++) {
      long bit = before[(int) (n / BITS & before.length - 1)] & 1L << n;
      ended[word(n)] |= bit;
    }
  }
}
