package org.hyperdex.core.data;

import java.util.Arrays;

/**
 * Reads the encoding of a document in place: offsets in, offsets out, nothing allocated.
 *
 * <p>Only for the bytes of valid documents ({@link DocumentCodec#isValid}); on others it may return
 * nonsense or throw {@link IndexOutOfBoundsException}.
 */
public final class DocumentBytes {
  private DocumentBytes() {}

  /** Where the value that starts at {@code start} ends. */
  public static int end(byte[] array, int start) {
    int contents = start + 1;
    return switch (array[start]) {
      case DocumentCodec.NULL, DocumentCodec.FALSE, DocumentCodec.TRUE -> contents;
      case DocumentCodec.INT -> afterVariable(array, contents);
      case DocumentCodec.REAL -> contents + Long.BYTES;
      case DocumentCodec.TEXT, DocumentCodec.ARRAY, DocumentCodec.OBJECT ->
          afterText(array, contents);
      default -> throw new IndexOutOfBoundsException("no value starts at " + start);
    };
  }

  /** Whether the value at {@code start} is a string. */
  public static boolean isText(byte[] array, int start) {
    return array[start] == DocumentCodec.TEXT;
  }

  /** Whether the value at {@code start} is a number. */
  public static boolean isNumber(byte[] array, int start) {
    return array[start] == DocumentCodec.INT || array[start] == DocumentCodec.REAL;
  }

  /** Whether the value at {@code start} is an array. */
  public static boolean isArray(byte[] array, int start) {
    return array[start] == DocumentCodec.ARRAY;
  }

  /** Whether the value at {@code start} is an object. */
  public static boolean isObject(byte[] array, int start) {
    return array[start] == DocumentCodec.OBJECT;
  }

  /** Whether the value at {@code start} is a number or string, and so has an order. */
  public static boolean isOrdered(byte[] array, int start) {
    return isNumber(array, start) || isText(array, start);
  }

  /** Where the contents of the string, array or object at {@code start} start. */
  public static int contentsStart(byte[] array, int start) {
    return afterVariable(array, start + 1);
  }

  /** The UTF-8 of the string at {@code start}. */
  public static Bytes text(byte[] array, int start) {
    return Bytes.wrap(Arrays.copyOfRange(array, contentsStart(array, start), end(array, start)));
  }

  /** The integer at {@code start}. */
  static long integer(byte[] array, int start) {
    long zigzag = variable(array, start + 1);
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  /**
   * The start of the value of the member called {@code name} (in UTF-8) of the value at {@code
   * start}; -1 if that is no object or has no such member.
   */
  public static int member(byte[] array, int start, Bytes name) {
    if (!isObject(array, start)) {
      return -1;
    }
    int end = end(array, start);
    int offset = contentsStart(array, start);
    while (offset < end) {
      int nameStart = afterVariable(array, offset);
      int nameEnd = nameStart + (int) variable(array, offset);
      int comparison =
          Arrays.compareUnsigned(array, nameStart, nameEnd, name.array(), 0, name.length());
      if (comparison >= 0) {
        // Names ascend.
        return comparison == 0 ? nameEnd : -1;
      }
      offset = end(array, nameEnd);
    }
    return -1;
  }

  /**
   * The start of element {@code index} of the value at {@code start}, counted from the end if
   * negative; -1 if that is no array or has no such element.
   */
  public static int element(byte[] array, int start, int index) {
    if (!isArray(array, start)) {
      return -1;
    }
    int skipped = index >= 0 ? index : count(array, start) + index;
    if (skipped < 0) {
      return -1;
    }
    int end = end(array, start);
    int offset = contentsStart(array, start);
    for (int i = 0; i < skipped && offset < end; i++) {
      offset = end(array, offset);
    }
    return offset < end ? offset : -1;
  }

  /**
   * How long the value at {@code start} is: the bytes of a string, the elements of an array, the
   * members of an object; -1 for all others.
   */
  public static int count(byte[] array, int start) {
    return switch (array[start]) {
      case DocumentCodec.TEXT -> (int) variable(array, start + 1);
      case DocumentCodec.ARRAY -> {
        int count = 0;
        int end = end(array, start);
        for (int at = contentsStart(array, start); at < end; at = end(array, at)) {
          count++;
        }
        yield count;
      }
      case DocumentCodec.OBJECT -> {
        int count = 0;
        int end = end(array, start);
        for (int at = contentsStart(array, start); at < end; at = memberEnd(array, at)) {
          count++;
        }
        yield count;
      }
      default -> -1;
    };
  }

  /** Whether an element of the array at {@code start} is {@code element}, an encoded document. */
  public static boolean hasElement(byte[] array, int start, Bytes element) {
    int end = end(array, start);
    int at = contentsStart(array, start);
    while (at < end) {
      int next = end(array, at);
      if (Arrays.equals(array, at, next, element.array(), 0, element.length())) {
        return true;
      }
      at = next;
    }
    return false;
  }

  /**
   * Compares two values that are both integers, both real numbers or both strings.
   *
   * @throws IllegalArgumentException if they are not
   */
  public static int compare(byte[] array, int start, byte[] other, int otherStart) {
    if (array[start] != other[otherStart]) {
      throw new IllegalArgumentException("values of different JSON types have no order");
    }
    return switch (array[start]) {
      case DocumentCodec.INT -> Long.compare(integer(array, start), integer(other, otherStart));
      case DocumentCodec.REAL, DocumentCodec.TEXT ->
          Arrays.compareUnsigned(
              array,
              start + skipped(array, start),
              end(array, start),
              other,
              otherStart + skipped(other, otherStart),
              end(other, otherStart));
      default -> throw new IllegalArgumentException("values of this JSON type have no order");
    };
  }

  /** Whether the values are of the same JSON type. */
  public static boolean sameType(byte[] array, int start, byte[] other, int otherStart) {
    return array[start] == other[otherStart];
  }

  /**
   * Bytes whose order is that of the integers, real numbers and strings of JSON, those of one type
   * together: the tag, then the 8 ordered bytes of a number or the bytes of a string. Of any other
   * value its encoding. Equal values, and only they, have equal bytes.
   */
  public static Bytes ordered(byte[] array, int start) {
    int end = end(array, start);
    return switch (array[start]) {
      case DocumentCodec.INT -> {
        byte[] key = new byte[1 + Long.BYTES];
        key[0] = DocumentCodec.INT;
        BigEndian.putLong(key, 1, NumberOrder.ofInt(integer(array, start)));
        yield Bytes.wrap(key);
      }
      case DocumentCodec.TEXT -> orderedText(text(array, start));
      default -> Bytes.wrap(Arrays.copyOfRange(array, start, end));
    };
  }

  /** What {@link #ordered} makes of the string whose UTF-8 is {@code utf8}. */
  public static Bytes orderedText(Bytes utf8) {
    byte[] key = new byte[1 + utf8.length()];
    key[0] = DocumentCodec.TEXT;
    System.arraycopy(utf8.array(), 0, key, 1, utf8.length());
    return Bytes.wrap(key);
  }

  private static int skipped(byte[] array, int start) {
    return array[start] == DocumentCodec.REAL ? 1 : contentsStart(array, start) - start;
  }

  private static int memberEnd(byte[] array, int offset) {
    return end(array, afterText(array, offset));
  }

  private static int afterText(byte[] array, int offset) {
    return afterVariable(array, offset) + (int) variable(array, offset);
  }

  private static int afterVariable(byte[] array, int offset) {
    int at = offset;
    while (array[at] < 0) {
      at++;
    }
    return at + 1;
  }

  private static long variable(byte[] array, int offset) {
    long value = 0;
    int shift = 0;
    int at = offset;
    while (array[at] < 0) {
      value |= (array[at++] & 0x7fL) << shift;
      shift += 7;
    }
    return value | (long) array[at] << shift;
  }
}
