package org.hyperdex.core.function;

import java.util.Arrays;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.BigEndian;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.NumberOrder;

/** Functions on strings and numbers, as attributes and as values of maps. */
final class Scalars {
  private Scalars() {}

  static Bytes apply(Primitive type, Function function, Bytes argument, Bytes before) {
    if (function == Function.SET) {
      return argument;
    }
    return switch (type) {
      case STRING -> text(function, argument, before);
      case INT ->
          number(NumberOrder.ofInt(arithmetic(function).apply(integer(before), integer(argument))));
      case FLOAT ->
          number(NumberOrder.ofFloat(arithmetic(function).apply(real(before), real(argument))));
    };
  }

  private static Bytes text(Function function, Bytes argument, Bytes before) {
    return switch (function) {
      case STRING_PREPEND -> Splice.concatenated(argument, before);
      case STRING_APPEND -> Splice.concatenated(before, argument);
      case STRING_LTRIM ->
          Bytes.wrap(
              Arrays.copyOfRange(before.array(), clamped(argument, before), before.length()));
      case STRING_RTRIM ->
          Bytes.wrap(Arrays.copyOf(before.array(), before.length() - clamped(argument, before)));
      default -> throw new IllegalArgumentException(function + " does not apply to strings");
    };
  }

  private static int clamped(Bytes count, Bytes text) {
    return (int) Math.min(integer(count), text.length());
  }

  private static Arithmetic arithmetic(Function function) {
    return function
        .arithmetic()
        .orElseThrow(() -> new IllegalArgumentException(function + " does not apply to numbers"));
  }

  static long integer(Bytes encoded) {
    return NumberOrder.toInt(BigEndian.getLong(encoded.array(), 0));
  }

  private static double real(Bytes encoded) {
    return NumberOrder.toFloat(BigEndian.getLong(encoded.array(), 0));
  }

  private static Bytes number(long bits) {
    byte[] array = new byte[Long.BYTES];
    BigEndian.putLong(array, 0, bits);
    return Bytes.wrap(array);
  }
}
