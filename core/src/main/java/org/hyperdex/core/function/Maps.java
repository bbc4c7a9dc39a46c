package org.hyperdex.core.function;

import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Elements;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.function.FunctionFailure.Reason;

/** Functions on maps: merges of entries whose keys ascend. */
final class Maps {
  private final Primitive keyType;
  private final Primitive valueType;
  private final byte[] result;
  private int size;

  private Maps(AttributeType.MapOf type, int mostBytes) {
    keyType = type.key();
    valueType = type.value();
    result = new byte[mostBytes];
  }

  static Bytes apply(AttributeType.MapOf type, Function function, Bytes argument, Bytes before) {
    // No value becomes longer than the one before and the argument together.
    Maps map = new Maps(type, Math.addExact(before.length(), argument.length()));
    if (function == Function.MAP_REMOVE) {
      map.remove(before.array(), Elements.of(type.key(), argument).array());
    } else {
      map.merge(before.array(), argument.array(), Signatures.plain(function));
    }
    return map.finished();
  }

  private Bytes finished() {
    if (size > Row.MAX_BYTES) {
      throw new FunctionFailure(Reason.TOO_LARGE);
    }
    byte[] exact = new byte[size];
    System.arraycopy(result, 0, exact, 0, size);
    return Bytes.wrap(exact);
  }

  private void remove(byte[] array, byte[] key) {
    int at = 0;
    while (at < array.length) {
      int keyEnd = Elements.next(keyType, array, at);
      int end = Elements.next(valueType, array, keyEnd);
      if (Elements.compare(keyType, array, at, keyEnd, key, 0, key.length) != 0) {
        append(array, at, end);
      }
      at = end;
    }
  }

  /** All entries of both; those of {@code changes} are applied to what is there, or to zero. */
  private void merge(byte[] before, byte[] changes, Function function) {
    int at = 0;
    int change = 0;
    while (at < before.length || change < changes.length) {
      int keyEnd = at < before.length ? Elements.next(keyType, before, at) : at;
      int changeKeyEnd = change < changes.length ? Elements.next(keyType, changes, change) : change;
      int comparison =
          keyEnd == at
              ? 1
              : changeKeyEnd == change
                  ? -1
                  : Elements.compare(keyType, before, at, keyEnd, changes, change, changeKeyEnd);
      int end = comparison <= 0 ? Elements.next(valueType, before, keyEnd) : at;
      if (comparison < 0) {
        append(before, at, end);
      } else {
        int changeEnd = Elements.next(valueType, changes, changeKeyEnd);
        append(changes, change, changeKeyEnd);
        Bytes value =
            comparison == 0
                ? Elements.value(valueType, before, keyEnd, end)
                : ValueCodec.zero(valueType);
        Bytes argument = Elements.value(valueType, changes, changeKeyEnd, changeEnd);
        Bytes after = Scalars.apply(valueType, function, argument, value);
        byte[] element = Elements.of(valueType, after).array();
        append(element, 0, element.length);
        change = changeEnd;
      }
      at = end;
    }
  }

  private void append(byte[] source, int from, int to) {
    System.arraycopy(source, from, result, size, to - from);
    size += to - from;
  }
}
