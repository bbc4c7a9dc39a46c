package org.hyperdex.transport.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.hyperdex.core.data.Bytes;

/** A growing buffer that bytes are appended to. Not for several threads at once. */
public final class WireWriter {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] array;
  private int size;

  /** Makes an empty buffer that has room for {@code capacity} bytes before it grows. */
  public WireWriter(int capacity) {
    array = new byte[capacity];
  }

  /** The number of bytes written. */
  public int size() {
    return size;
  }

  /** The number of bytes the buffer takes before it must grow. */
  public int capacity() {
    return array.length;
  }

  /** The bytes, from 0 to {@link #size}; shared, valid until the next change. */
  public byte[] array() {
    return array;
  }

  /** A copy of the bytes written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(array, size);
  }

  /** Drops everything from {@code newSize} on. */
  public void truncate(int newSize) {
    if (newSize < 0 || newSize > size) {
      throw new IllegalArgumentException("cannot truncate " + size + " bytes to " + newSize);
    }
    size = newSize;
  }

  /** Appends the low 8 bits of {@code value}. */
  public void writeByte(int value) {
    reserve(1);
    array[size++] = (byte) value;
  }

  /** Appends 4 bytes, big endian. */
  public void writeInt(int value) {
    reserve(Integer.BYTES);
    INT.set(array, size, value);
    size += Integer.BYTES;
  }

  /** Overwrites the 4 bytes at {@code position}, which must have been written. */
  public void overwriteInt(int position, int value) {
    INT.set(array, position, value);
  }

  /** Appends 8 bytes, big endian. */
  public void writeLong(long value) {
    reserve(Long.BYTES);
    LONG.set(array, size, value);
    size += Long.BYTES;
  }

  /** Appends {@code value}, taken as unsigned, in 1 to 10 bytes: 7 bits each, the lowest first. */
  public void writeVarlong(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /** Appends a number that is not negative in 1 to 5 bytes. */
  public void writeVarint(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative number on the wire: " + value);
    }
    writeVarlong(value);
  }

  /** Appends the length of {@code bytes}, then the bytes. */
  public void writeBytes(Bytes bytes) {
    byte[] source = bytes.array();
    writeVarint(source.length);
    reserve(source.length);
    System.arraycopy(source, 0, array, size, source.length);
    size += source.length;
  }

  /** Appends {@code text} as UTF-8 with its length in front. */
  public void writeString(String text) {
    writeBytes(Bytes.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Appends 1 for true, 0 for false. */
  public void writeBoolean(boolean value) {
    writeByte(value ? 1 : 0);
  }

  /** Appends the position of the constant in its enum. */
  @SuppressWarnings("EnumOrdinal") // the enums that are written say that their order is on the wire
  public void writeEnum(Enum<?> constant) {
    writeByte(constant.ordinal());
  }

  private void reserve(int more) {
    int needed = size + more;
    if (needed < 0) {
      throw new IllegalStateException("a frame of more than 2 GiB");
    }
    if (needed > array.length) {
      int doubled = array.length < (1 << 30) ? array.length * 2 : Integer.MAX_VALUE - 8;
      array = Arrays.copyOf(array, Math.max(needed, doubled));
    }
  }
}
