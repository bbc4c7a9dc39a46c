package org.hyperdex.core.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Numbers in arrays of bytes, the most significant byte first.
 *
 * <p>Every method throws {@link IndexOutOfBoundsException} if the number does not lie within the
 * array.
 */
public final class BigEndian {
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private BigEndian() {}

  /** The unsigned 16-bit number at {@code offset}. */
  public static int getUnsignedShort(byte[] array, int offset) {
    return (short) SHORT.get(array, offset) & 0xffff;
  }

  /** The 32-bit number at {@code offset}. */
  public static int getInt(byte[] array, int offset) {
    return (int) INT.get(array, offset);
  }

  /** The 64-bit number at {@code offset}. */
  public static long getLong(byte[] array, int offset) {
    return (long) LONG.get(array, offset);
  }

  /** Writes the low 16 bits of {@code value} at {@code offset}. */
  public static void putShort(byte[] array, int offset, int value) {
    SHORT.set(array, offset, (short) value);
  }

  /** Writes {@code value} at {@code offset}. */
  public static void putInt(byte[] array, int offset, int value) {
    INT.set(array, offset, value);
  }

  /** Writes {@code value} at {@code offset}. */
  public static void putLong(byte[] array, int offset, long value) {
    LONG.set(array, offset, value);
  }
}
