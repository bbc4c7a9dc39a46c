package org.hyperdex.core.function;

import java.util.Arrays;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Elements;

/** Functions on lists. */
final class Lists {
  private Lists() {}

  static Bytes apply(Primitive type, Function function, Bytes argument, Bytes before) {
    return switch (function) {
      case LIST_LPUSH -> Splice.concatenated(Elements.of(type, argument), before);
      case LIST_RPUSH -> Splice.concatenated(before, Elements.of(type, argument));
      case LIST_LPOP -> {
        int from = skipped(type, before.array(), Scalars.integer(argument));
        yield Bytes.wrap(Arrays.copyOfRange(before.array(), from, before.length()));
      }
      case LIST_RPOP -> {
        int count = Elements.count(type, before.array(), 0, before.length());
        int end = skipped(type, before.array(), Math.max(0, count - Scalars.integer(argument)));
        yield Bytes.wrap(Arrays.copyOf(before.array(), end));
      }
      case LIST_REMOVE -> without(type, Elements.of(type, argument), before);
      default -> throw new IllegalArgumentException(function + " does not apply to lists");
    };
  }

  /** Where the first {@code count} elements end, or the list if it has fewer. */
  private static int skipped(Primitive type, byte[] array, long count) {
    int offset = 0;
    for (long i = 0; i < count && offset < array.length; i++) {
      offset = Elements.next(type, array, offset);
    }
    return offset;
  }

  private static Bytes without(Primitive type, Bytes element, Bytes before) {
    byte[] array = before.array();
    byte[] kept = new byte[array.length];
    int size = 0;
    int offset = 0;
    while (offset < array.length) {
      int next = Elements.next(type, array, offset);
      if (!Arrays.equals(array, offset, next, element.array(), 0, element.length())) {
        System.arraycopy(array, offset, kept, size, next - offset);
        size += next - offset;
      }
      offset = next;
    }
    return size == array.length ? before : Bytes.wrap(Arrays.copyOf(kept, size));
  }
}
