package org.hyperdex.core.function;

import java.util.Arrays;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Elements;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.function.FunctionFailure.Reason;

/** Functions on sets: merges of ascending elements. */
final class Sets {
  private Sets() {}

  static Bytes apply(Primitive type, Function function, Bytes argument, Bytes before) {
    return switch (function) {
      case SET_ADD -> merged(type, before, Elements.of(type, argument), true);
      case SET_REMOVE -> without(type, before, Elements.of(type, argument));
      case SET_UNION -> merged(type, before, argument, true);
      case SET_INTERSECT -> merged(type, before, argument, false);
      default -> throw new IllegalArgumentException(function + " does not apply to sets");
    };
  }

  /** What is in either set, or in both. */
  private static Bytes merged(Primitive type, Bytes first, Bytes second, boolean either) {
    byte[] a = first.array();
    byte[] b = second.array();
    byte[] result = new byte[either ? a.length + b.length : Math.min(a.length, b.length)];
    int size = 0;
    int atA = 0;
    int atB = 0;
    while (atA < a.length || atB < b.length) {
      int endA = atA < a.length ? Elements.next(type, a, atA) : atA;
      int endB = atB < b.length ? Elements.next(type, b, atB) : atB;
      int comparison =
          endA == atA ? 1 : endB == atB ? -1 : Elements.compare(type, a, atA, endA, b, atB, endB);
      if (either || comparison == 0) {
        byte[] source = comparison <= 0 ? a : b;
        int from = comparison <= 0 ? atA : atB;
        int length = comparison <= 0 ? endA - atA : endB - atB;
        System.arraycopy(source, from, result, size, length);
        size += length;
      }
      atA = comparison <= 0 ? endA : atA;
      atB = comparison >= 0 ? endB : atB;
    }
    if (size > Row.MAX_BYTES) {
      throw new FunctionFailure(Reason.TOO_LARGE);
    }
    return Bytes.wrap(size == result.length ? result : Arrays.copyOf(result, size));
  }

  private static Bytes without(Primitive type, Bytes before, Bytes element) {
    byte[] array = before.array();
    int offset = 0;
    while (offset < array.length) {
      int next = Elements.next(type, array, offset);
      if (Arrays.equals(array, offset, next, element.array(), 0, element.length())) {
        return Splice.replaced(array, offset, next, Bytes.EMPTY);
      }
      offset = next;
    }
    return before;
  }
}
