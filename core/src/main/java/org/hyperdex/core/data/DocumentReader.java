package org.hyperdex.core.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads one document from its start to its end.
 *
 * <p>{@link #isValid} is for bytes from outside: it believes nothing, looks at every byte once and
 * never goes deeper than a document may. {@link #read} is for bytes known to be valid.
 */
final class DocumentReader {
  private final byte[] array;
  private int offset;
  private int values;

  /** What {@link #variable} has read. */
  private long number;

  DocumentReader(byte[] array) {
    this.array = array;
  }

  boolean isValid() {
    return skip(array.length, 0) && offset == array.length;
  }

  /** Steps over one value that must end at or before {@code limit}; false if there is none. */
  private boolean skip(int limit, int depth) {
    values++;
    if (offset >= limit || values > DocumentCodec.MAX_VALUES) {
      return false;
    }
    return switch (array[offset++]) {
      case DocumentCodec.NULL, DocumentCodec.FALSE, DocumentCodec.TRUE -> true;
      case DocumentCodec.INT -> variable(limit);
      case DocumentCodec.REAL -> skipReal(limit);
      case DocumentCodec.TEXT -> skipText(limit);
      case DocumentCodec.ARRAY ->
          depth < DocumentCodec.MAX_DEPTH
              && length(limit)
              && skipElements(contentsEnd(), depth + 1);
      case DocumentCodec.OBJECT ->
          depth < DocumentCodec.MAX_DEPTH && length(limit) && skipMembers(contentsEnd(), depth + 1);
      default -> false;
    };
  }

  private boolean skipReal(int limit) {
    if (limit - offset < Long.BYTES) {
      return false;
    }
    long bits = BigEndian.getLong(array, offset);
    offset += Long.BYTES;
    return NumberOrder.isFloat(bits) && Double.isFinite(NumberOrder.toFloat(bits));
  }

  private boolean skipText(int limit) {
    if (!length(limit)) {
      return false;
    }
    int from = offset;
    offset = contentsEnd();
    return Utf8.isValid(array, from, offset);
  }

  private boolean skipElements(int end, int depth) {
    while (offset < end) {
      if (!skip(end, depth)) {
        return false;
      }
    }
    return true;
  }

  private boolean skipMembers(int end, int depth) {
    int previous = -1;
    int previousEnd = -1;
    while (offset < end) {
      if (!skipText(end)) {
        return false;
      }
      int nameEnd = offset;
      int name = nameEnd - (int) number;
      if (previous >= 0
          && Arrays.compareUnsigned(array, previous, previousEnd, array, name, nameEnd) >= 0) {
        return false;
      }
      previous = name;
      previousEnd = nameEnd;
      if (!skip(end, depth)) {
        return false;
      }
    }
    return true;
  }

  /** Reads a length into {@link #number}; false if what it counts does not end by {@code limit}. */
  private boolean length(int limit) {
    return variable(limit) && number >= 0 && number <= limit - offset;
  }

  /** Where the contents end whose length has just been read. */
  private int contentsEnd() {
    return offset + (int) number;
  }

  /** Reads a number of up to 64 bits in its shortest form. */
  private boolean variable(int limit) {
    number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (offset >= limit) {
        return false;
      }
      byte next = array[offset++];
      number |= (next & 0x7fL) << shift;
      if (next >= 0) {
        boolean shortest = next != 0 || shift == 0;
        // The tenth byte has room for the last of 64 bits only.
        return shortest && (shift < 63 || next == 1);
      }
    }
    return false;
  }

  Json read() {
    return switch (array[offset++]) {
      case DocumentCodec.NULL -> Json.Constant.NULL;
      case DocumentCodec.FALSE -> Json.Constant.FALSE;
      case DocumentCodec.TRUE -> Json.Constant.TRUE;
      case DocumentCodec.INT -> {
        variable(array.length);
        yield new Json.Int(number >>> 1 ^ -(number & 1));
      }
      case DocumentCodec.REAL -> {
        long bits = BigEndian.getLong(array, offset);
        offset += Long.BYTES;
        yield new Json.Real(NumberOrder.toFloat(bits));
      }
      case DocumentCodec.TEXT -> new Json.Text(readText());
      case DocumentCodec.ARRAY -> {
        length(array.length);
        int end = contentsEnd();
        List<Json> elements = new ArrayList<>();
        while (offset < end) {
          elements.add(read());
        }
        yield new Json.Array(elements);
      }
      case DocumentCodec.OBJECT -> {
        length(array.length);
        int end = contentsEnd();
        Map<String, Json> members = new LinkedHashMap<>();
        while (offset < end) {
          members.put(readText(), read());
        }
        yield new Json.Obj(members);
      }
      default -> throw new IllegalStateException("a valid document has no such tag");
    };
  }

  private String readText() {
    length(array.length);
    int from = offset;
    offset = contentsEnd();
    return new String(array, from, offset - from, StandardCharsets.UTF_8);
  }
}
