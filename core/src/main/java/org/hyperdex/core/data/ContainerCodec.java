package org.hyperdex.core.data;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.AttributeType.Primitive;

/** Between lists, sets and maps and their bytes. */
final class ContainerCodec {
  private ContainerCodec() {}

  static Bytes encode(AttributeType type, Primitive element, List<Value.Scalar> elements) {
    long sizeBytes = 0;
    for (int i = 0; i < elements.size(); i++) {
      sizeBytes += checkedSize(type, i, "element", element, elements.get(i));
    }
    byte[] array = allocate(type, sizeBytes);
    int offset = 0;
    for (Value.Scalar each : elements) {
      offset = Elements.write(each, array, offset);
    }
    return Bytes.wrap(array);
  }

  static Bytes encode(AttributeType.MapOf type, List<Value.Entry> entries) {
    long sizeBytes = 0;
    for (int i = 0; i < entries.size(); i++) {
      sizeBytes += checkedSize(type, i, "key", type.key(), entries.get(i).key());
      sizeBytes += checkedSize(type, i, "value", type.value(), entries.get(i).value());
    }
    byte[] array = allocate(type, sizeBytes);
    int offset = 0;
    for (Value.Entry entry : entries) {
      offset = Elements.write(entry.key(), array, offset);
      offset = Elements.write(entry.value(), array, offset);
    }
    return Bytes.wrap(array);
  }

  private static int checkedSize(
      AttributeType type, int position, String part, Primitive expected, Value.Scalar found) {
    if (!Elements.isOf(expected, found)) {
      throw ValueException.wrongElement(type, position, part, expected, found);
    }
    return Elements.sizeBytes(found);
  }

  private static byte[] allocate(AttributeType type, long sizeBytes) {
    if (sizeBytes > Row.MAX_BYTES) {
      throw new ValueException(
          ValueException.Problem.TOO_LARGE,
          "a %s of %d bytes is larger than the %d bytes a row may have"
              .formatted(type.description(), sizeBytes, Row.MAX_BYTES));
    }
    return new byte[(int) sizeBytes];
  }

  static boolean isList(Primitive element, byte[] array) {
    int offset = 0;
    while (offset >= 0 && offset < array.length) {
      offset = Elements.end(element, array, offset);
    }
    return offset >= 0;
  }

  static boolean isSet(Primitive element, byte[] array) {
    int previous = 0;
    int offset = 0;
    while (offset < array.length) {
      int end = Elements.end(element, array, offset);
      if (end < 0
          || (offset > 0
              && Elements.compare(element, array, previous, offset, array, offset, end) >= 0)) {
        return false;
      }
      previous = offset;
      offset = end;
    }
    return true;
  }

  static boolean isMap(AttributeType.MapOf type, byte[] array) {
    int previous = 0;
    int previousEnd = 0;
    int offset = 0;
    while (offset < array.length) {
      int keyEnd = Elements.end(type.key(), array, offset);
      if (keyEnd < 0
          || (offset > 0
              && Elements.compare(type.key(), array, previous, previousEnd, array, offset, keyEnd)
                  >= 0)) {
        return false;
      }
      previous = offset;
      previousEnd = keyEnd;
      offset = Elements.end(type.value(), array, keyEnd);
      if (offset < 0) {
        return false;
      }
    }
    return true;
  }

  /** The elements in {@code array}, which is known to be valid. */
  static List<Value.Scalar> decode(Primitive element, byte[] array) {
    List<Value.Scalar> elements = new ArrayList<>();
    int offset = 0;
    while (offset < array.length) {
      int end = Elements.end(element, array, offset);
      elements.add(Elements.read(element, array, offset, end));
      offset = end;
    }
    return elements;
  }

  /** The entries in {@code array}, which is known to be valid. */
  static List<Value.Entry> decode(AttributeType.MapOf type, byte[] array) {
    List<Value.Entry> entries = new ArrayList<>();
    int offset = 0;
    while (offset < array.length) {
      int keyEnd = Elements.end(type.key(), array, offset);
      int end = Elements.end(type.value(), array, keyEnd);
      entries.add(
          new Value.Entry(
              Elements.read(type.key(), array, offset, keyEnd),
              Elements.read(type.value(), array, keyEnd, end)));
      offset = end;
    }
    return entries;
  }
}
