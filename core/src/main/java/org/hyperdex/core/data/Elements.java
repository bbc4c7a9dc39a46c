package org.hyperdex.core.data;

import java.util.Arrays;
import org.hyperdex.core.data.AttributeType.Primitive;

/**
 * Elements of containers: 8 bytes of a number, or 4 bytes of length and the bytes of a string.
 *
 * <p>What is public here steps through the bytes of a valid container in place: offsets in, offsets
 * out, nothing allocated. On anything but a valid container it may return nonsense or throw {@link
 * IndexOutOfBoundsException}.
 */
public final class Elements {
  private static final int LENGTH_BYTES = Integer.BYTES;

  private Elements() {}

  /** Where the element that starts at {@code offset} of a valid container ends. */
  public static int next(Primitive type, byte[] array, int offset) {
    return type == Primitive.STRING
        ? offset + LENGTH_BYTES + BigEndian.getInt(array, offset)
        : offset + Long.BYTES;
  }

  /** Where the value of the element at {@code offset} starts: the encoding of a scalar. */
  public static int valueStart(Primitive type, int offset) {
    return type == Primitive.STRING ? offset + LENGTH_BYTES : offset;
  }

  /** The bytes of the element whose value is the encoded {@code scalar}. */
  public static Bytes of(Primitive type, Bytes scalar) {
    if (type != Primitive.STRING) {
      return scalar;
    }
    byte[] element = new byte[LENGTH_BYTES + scalar.length()];
    BigEndian.putInt(element, 0, scalar.length());
    System.arraycopy(scalar.array(), 0, element, LENGTH_BYTES, scalar.length());
    return Bytes.wrap(element);
  }

  /** The encoded scalar that is the value of the element from {@code from} to {@code end}. */
  public static Bytes value(Primitive type, byte[] array, int from, int end) {
    return Bytes.wrap(Arrays.copyOfRange(array, valueStart(type, from), end));
  }

  /** How many elements lie between {@code from} and {@code end}. */
  public static int count(Primitive type, byte[] array, int from, int end) {
    if (type != Primitive.STRING) {
      return (end - from) / Long.BYTES;
    }
    int count = 0;
    for (int offset = from; offset < end; offset = next(type, array, offset)) {
      count++;
    }
    return count;
  }

  /** Compares the element of one array with that of another as values. */
  public static int compare(
      Primitive type, byte[] array, int from, int end, byte[] other, int otherFrom, int otherEnd) {
    return Arrays.compareUnsigned(
        array, valueStart(type, from), end, other, valueStart(type, otherFrom), otherEnd);
  }

  static boolean isOf(Primitive type, Value.Scalar element) {
    return switch (type) {
      case STRING -> element instanceof Value.Text;
      case INT -> element instanceof Value.Int;
      case FLOAT -> element instanceof Value.Float;
    };
  }

  static int sizeBytes(Value.Scalar element) {
    return element instanceof Value.Text text
        ? Math.addExact(LENGTH_BYTES, text.bytes().length())
        : Long.BYTES;
  }

  /** Writes {@code element} at {@code offset} and returns where it ends. */
  static int write(Value.Scalar element, byte[] array, int offset) {
    switch (element) {
      case Value.Text text -> {
        int length = text.bytes().length();
        BigEndian.putInt(array, offset, length);
        System.arraycopy(text.bytes().array(), 0, array, offset + LENGTH_BYTES, length);
      }
      case Value.Int number -> BigEndian.putLong(array, offset, NumberOrder.ofInt(number.value()));
      case Value.Float number ->
          BigEndian.putLong(array, offset, NumberOrder.ofFloat(number.value()));
    }
    return offset + sizeBytes(element);
  }

  /** Where the element at {@code offset} ends, or -1 if no element of the type starts there. */
  static int end(Primitive type, byte[] array, int offset) {
    int left = array.length - offset;
    return switch (type) {
      case STRING -> {
        if (left < LENGTH_BYTES) {
          yield -1;
        }
        int length = BigEndian.getInt(array, offset);
        yield length < 0 || length > left - LENGTH_BYTES ? -1 : offset + LENGTH_BYTES + length;
      }
      case INT -> left < Long.BYTES ? -1 : offset + Long.BYTES;
      case FLOAT ->
          left < Long.BYTES || !NumberOrder.isFloat(BigEndian.getLong(array, offset))
              ? -1
              : offset + Long.BYTES;
    };
  }

  /** The element between {@code from} and {@code end}, which is known to be well formed. */
  static Value.Scalar read(Primitive type, byte[] array, int from, int end) {
    return type == Primitive.STRING
        ? new Value.Text(Bytes.wrap(Arrays.copyOfRange(array, from + LENGTH_BYTES, end)))
        : number(type, array, from);
  }

  /** The int or float at {@code offset}. */
  static Value.Scalar number(Primitive type, byte[] array, int offset) {
    long bits = BigEndian.getLong(array, offset);
    return type == Primitive.INT
        ? new Value.Int(NumberOrder.toInt(bits))
        : new Value.Float(NumberOrder.toFloat(bits));
  }
}
