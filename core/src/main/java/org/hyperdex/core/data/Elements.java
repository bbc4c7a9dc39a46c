package org.hyperdex.core.data;

import java.util.Arrays;
import org.hyperdex.core.data.AttributeType.Primitive;

/** Elements of containers: 8 bytes of a number, or 4 bytes of length and the bytes of a string. */
final class Elements {
  private static final int LENGTH_BYTES = Integer.BYTES;

  private Elements() {}

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

  /** Compares two elements of one array as values; both are known to be well formed. */
  static int compare(Primitive type, byte[] array, int from, int end, int otherFrom, int otherEnd) {
    // The length in front of a string is not part of what is compared.
    int skipped = type == Primitive.STRING ? LENGTH_BYTES : 0;
    return Arrays.compareUnsigned(array, from + skipped, end, array, otherFrom + skipped, otherEnd);
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
