package org.hyperdex.core.function;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.FunctionFailure.Reason;

/** Pieces of bytes put together, as long as they do not become larger than a row may be. */
final class Splice {
  private Splice() {}

  /** One after the other. */
  static Bytes concatenated(Bytes first, Bytes second) {
    return replaced(first.array(), first.length(), first.length(), second);
  }

  /**
   * {@code array} with {@code middle} in place of what lies between {@code from} and {@code to}.
   */
  static Bytes replaced(byte[] array, int from, int to, Bytes middle) {
    long sizeBytes = (long) array.length - (to - from) + middle.length();
    if (sizeBytes > Row.MAX_BYTES) {
      throw new FunctionFailure(Reason.TOO_LARGE);
    }
    byte[] result = new byte[(int) sizeBytes];
    System.arraycopy(array, 0, result, 0, from);
    System.arraycopy(middle.array(), 0, result, from, middle.length());
    System.arraycopy(array, to, result, from + middle.length(), array.length - to);
    return Bytes.wrap(result);
  }
}
