package org.hyperdex.core.data;

/**
 * Numbers as 64 bits whose order, read as unsigned, is the order of the numbers.
 *
 * <p>Integers: the sign bit is flipped. Doubles: the sign bit of a positive one is flipped and all
 * bits of a negative one, which makes the order total: negative infinity, the negative numbers,
 * zero, the positive numbers, positive infinity, NaN. There is one zero and one NaN: the two zeros
 * are equal as numbers, so their bits must be.
 */
public final class NumberOrder {
  private NumberOrder() {}

  /** The ordered bits of {@code value}. */
  public static long ofInt(long value) {
    return value ^ Long.MIN_VALUE;
  }

  /** The integer whose ordered bits are {@code bits}; every pattern is one. */
  public static long toInt(long bits) {
    return bits ^ Long.MIN_VALUE;
  }

  /** The ordered bits of {@code value}. */
  public static long ofFloat(double value) {
    long bits = Double.doubleToLongBits(canonical(value));
    return bits ^ (bits >> 63 | Long.MIN_VALUE);
  }

  /** The double whose ordered bits are {@code bits}; meaningful if {@link #isFloat}. */
  public static double toFloat(long bits) {
    return Double.longBitsToDouble(bits < 0 ? bits ^ Long.MIN_VALUE : ~bits);
  }

  /** Whether {@code bits} are what {@link #ofFloat} makes of some double. */
  public static boolean isFloat(long bits) {
    return ofFloat(toFloat(bits)) == bits;
  }

  /** {@code value}, with the one zero and the one NaN. */
  static double canonical(double value) {
    // Adding zero makes a zero of negative zero and changes nothing else.
    return Double.isNaN(value) ? Double.NaN : value + 0.0;
  }
}
