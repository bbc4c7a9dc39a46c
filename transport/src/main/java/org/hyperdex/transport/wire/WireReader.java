package org.hyperdex.transport.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hyperdex.core.data.Bytes;

/**
 * Reads what {@link WireWriter} wrote, trusting nothing: every method throws {@link WireException}
 * if the bytes end early or are not of the form asked for, before it allocates anything for them.
 */
public final class WireReader {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] array;
  private int position;
  private int limit;

  /** Reads {@code length} bytes of {@code array} from {@code offset} on. */
  public WireReader(byte[] array, int offset, int length) {
    this.array = array;
    this.position = offset;
    this.limit = Math.addExact(offset, length);
    if (offset < 0 || length < 0 || limit > array.length) {
      throw new IllegalArgumentException("range outside of the array");
    }
  }

  /** The number of bytes left. */
  public int remaining() {
    return limit - position;
  }

  /** Whether any bytes are left. */
  public boolean hasRemaining() {
    return position < limit;
  }

  /**
   * Ends the readable range {@code length} bytes on, until {@link #widen}.
   *
   * @return what to give to {@link #widen}
   */
  int narrow(int length) {
    require(length);
    int outer = limit;
    limit = position + length;
    return outer;
  }

  /** Undoes {@link #narrow}; the range must have been read to its end. */
  void widen(int outerLimit) {
    if (position != limit) {
      throw new WireException(remaining() + " bytes too many in a message");
    }
    limit = outerLimit;
  }

  /** Reads one byte as a number from 0 to 255. */
  public int readByte() {
    require(1);
    return array[position++] & 0xFF;
  }

  /** Reads 4 bytes, big endian. */
  public int readInt() {
    require(Integer.BYTES);
    int value = (int) INT.get(array, position);
    position += Integer.BYTES;
    return value;
  }

  /** Reads 8 bytes, big endian. */
  public long readLong() {
    require(Long.BYTES);
    long value = (long) LONG.get(array, position);
    position += Long.BYTES;
    return value;
  }

  /** Reads a number of 1 to 10 bytes. */
  public long readVarlong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = readByte();
      if (shift == 63 && next > 1) {
        break;
      }
      value |= (long) (next & 0x7F) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new WireException("a number of more than 64 bits");
  }

  /** Reads a number from 0 to {@link Integer#MAX_VALUE}. */
  public int readVarint() {
    long value = readVarlong();
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new WireException("number out of range: " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  /** Reads a string of bytes with its length in front, as a copy. */
  public Bytes readBytes() {
    int length = readVarint();
    require(length);
    if (length == 0) {
      return Bytes.EMPTY;
    }
    int start = position;
    position += length;
    return Bytes.wrap(Arrays.copyOfRange(array, start, position));
  }

  /** Reads UTF-8 with its length in front; malformed sequences become U+FFFD. */
  public String readString() {
    int length = readVarint();
    require(length);
    int start = position;
    position += length;
    return new String(array, start, length, StandardCharsets.UTF_8);
  }

  /** Reads 0 or 1. */
  public boolean readBoolean() {
    int value = readByte();
    if (value > 1) {
      throw new WireException("neither true nor false: " + value);
    }
    return value == 1;
  }

  /** Reads one of {@code constants} by its position in its enum. */
  public <E extends Enum<E>> E readEnum(E[] constants) {
    int ordinal = readByte();
    if (ordinal >= constants.length) {
      throw new WireException(
          "unknown " + constants[0].getDeclaringClass().getSimpleName() + " " + ordinal);
    }
    return constants[ordinal];
  }

  /**
   * Reads how many elements follow, each of which takes at least {@code minimumBytes}: a count that
   * cannot be true is refused before a list is allocated for it.
   */
  public int readCount(int minimumBytes) {
    int count = readVarint();
    if (count > remaining() / minimumBytes) {
      throw new WireException(count + " elements cannot be in " + remaining() + " bytes");
    }
    return count;
  }

  private void require(int length) {
    if (length < 0 || length > limit - position) {
      throw new WireException(length + " bytes wanted, " + remaining() + " left");
    }
  }
}
