package org.hyperdex.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable string of bytes, ordered bytewise as unsigned numbers, the shorter first.
 *
 * <p>{@link #wrap} and {@link #array} share the array for speed: whoever hands an array over or
 * takes it out promises not to write to it.
 */
public final class Bytes implements Comparable<Bytes> {
  /** The string of no bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Wraps {@code array} without copying; the caller must not write to it afterwards. */
  public static Bytes wrap(byte[] array) {
    return new Bytes(array);
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes themselves, shared: not to be written to. */
  public byte[] array() {
    return array;
  }

  /** The number of bytes. */
  public int length() {
    return array.length;
  }

  /** The bytes read as UTF-8; malformed sequences become U+FFFD. */
  public String toUtf8() {
    return new String(array, StandardCharsets.UTF_8);
  }

  /** The least bytes that are greater than these. */
  public Bytes successor() {
    return new Bytes(Arrays.copyOf(array, array.length + 1));
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Arrays.hashCode(array);
      hash = h;
    }
    return h;
  }

  /** The bytes in hexadecimal, for messages and logs. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(array);
  }
}
