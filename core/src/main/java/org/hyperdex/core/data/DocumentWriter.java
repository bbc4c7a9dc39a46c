package org.hyperdex.core.data;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes one document, from its end to its start: when the length of an array or object is due, in
 * front of the contents, it is known, so nothing is measured twice or moved.
 */
final class DocumentWriter {
  private record Member(Bytes name, Json value) {}

  private byte[] buffer = new byte[64];
  private int start = buffer.length;
  private int values;

  Bytes write(Json json) {
    value(json, 0);
    return Bytes.wrap(Arrays.copyOfRange(buffer, start, buffer.length));
  }

  private void value(Json json, int depth) {
    values++;
    if (values > DocumentCodec.MAX_VALUES) {
      throw new ValueException(
          ValueException.Problem.TOO_LARGE,
          "a document may not have more than " + DocumentCodec.MAX_VALUES + " values");
    }
    switch (json) {
      case Json.Constant constant ->
          put(
              switch (constant) {
                case NULL -> DocumentCodec.NULL;
                case FALSE -> DocumentCodec.FALSE;
                case TRUE -> DocumentCodec.TRUE;
              });
      case Json.Int number -> {
        variable(number.value() << 1 ^ number.value() >> 63);
        put(DocumentCodec.INT);
      }
      case Json.Real number -> {
        reserve(Long.BYTES);
        BigEndian.putLong(buffer, start, NumberOrder.ofFloat(number.value()));
        put(DocumentCodec.REAL);
      }
      case Json.Text text -> {
        text(utf8(text.value()));
        put(DocumentCodec.TEXT);
      }
      case Json.Array array -> {
        int before = used();
        elements(array.elements(), deeper(depth));
        variable(used() - before);
        put(DocumentCodec.ARRAY);
      }
      case Json.Obj object -> {
        int before = used();
        members(object.members(), deeper(depth));
        variable(used() - before);
        put(DocumentCodec.OBJECT);
      }
    }
  }

  private void elements(List<Json> elements, int depth) {
    for (int i = elements.size() - 1; i >= 0; i--) {
      value(elements.get(i), depth);
    }
  }

  private void members(Map<String, Json> members, int depth) {
    Member[] sorted = new Member[members.size()];
    int count = 0;
    for (Map.Entry<String, Json> member : members.entrySet()) {
      sorted[count++] = new Member(Bytes.wrap(utf8(member.getKey())), member.getValue());
    }
    Arrays.sort(sorted, Comparator.comparing(Member::name));
    for (int i = count - 1; i >= 0; i--) {
      value(sorted[i].value(), depth);
      text(sorted[i].name().array());
    }
  }

  private static int deeper(int depth) {
    if (depth == DocumentCodec.MAX_DEPTH) {
      throw new ValueException(
          ValueException.Problem.TOO_DEEP,
          "a document may not nest more than " + DocumentCodec.MAX_DEPTH + " arrays and objects");
    }
    return depth + 1;
  }

  /** The UTF-8 of {@code text}; throws {@link ValueException} (NOT_UNICODE) if it has none. */
  static byte[] utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          throw new ValueException(
              ValueException.Problem.NOT_UNICODE,
              "a string of a document has an unpaired surrogate at position " + i);
        }
        i++;
      }
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void text(byte[] utf8) {
    reserve(utf8.length);
    System.arraycopy(utf8, 0, buffer, start, utf8.length);
    variable(utf8.length);
  }

  private void variable(long unsigned) {
    // Ceiling of significant bits over 7, and one byte for zero.
    reserve((Long.SIZE - Long.numberOfLeadingZeros(unsigned | 1) + 6) / 7);
    int offset = start;
    long rest = unsigned;
    while ((rest & ~0x7fL) != 0) {
      buffer[offset++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[offset] = (byte) rest;
  }

  private void put(byte tag) {
    reserve(1);
    buffer[start] = tag;
  }

  private int used() {
    return buffer.length - start;
  }

  /** Moves the start down by {@code bytes}, which are then to be filled. */
  private void reserve(int bytes) {
    if (bytes > start) {
      int used = used();
      if (bytes > DocumentCodec.MAX_BYTES - used) {
        throw new ValueException(
            ValueException.Problem.TOO_LARGE,
            "a document may not be larger than " + DocumentCodec.MAX_BYTES + " bytes");
      }
      byte[] larger =
          new byte[Math.min(DocumentCodec.MAX_BYTES, Math.max(2 * buffer.length, used + bytes))];
      System.arraycopy(buffer, start, larger, larger.length - used, used);
      buffer = larger;
      start = larger.length - used;
    }
    start -= bytes;
  }
}
