package org.hyperdex.simulation;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.schema.Schema;

/**
 * A number that stands for what is in a message: by the names and all components of records, and
 * never by who an object is, so that it is the same in every process.
 */
final class Fingerprint {
  private static final long PRIME = 0x100000001b3L;

  private record Shape(long name, List<Method> accessors) {}

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          List<Method> accessors =
              Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor).toList();
          accessors.forEach(accessor -> accessor.setAccessible(true));
          return new Shape(type.getSimpleName().hashCode(), accessors);
        }
      };

  private Fingerprint() {}

  /** The fingerprint of {@code content}; throws if that is of a kind that is in no message. */
  static long of(Object content) {
    return switch (content) {
      case Record message -> ofRecord(message);
      case Enum<?> constant -> constant.name().hashCode();
      case Optional<?> optional -> optional.map(Fingerprint::of).orElse(1L) * PRIME;
      case OptionalLong number -> number.isPresent() ? of(number.getAsLong()) : PRIME;
      case List<?> list -> ofList(list);
      case Set<?> set -> ofUnordered(set);
      case Map<?, ?> map -> ofUnordered(map.entrySet());
      case Map.Entry<?, ?> entry -> of(entry.getKey()) * PRIME ^ of(entry.getValue());
      case Schema schema -> of(schema.attributes());
      case Bytes bytes -> bytes.hashCode();
      case String text -> text.hashCode();
      case Number number -> number.hashCode() * PRIME + number.longValue();
      case Boolean truth -> truth ? 2 : 3;
      default ->
          throw new IllegalArgumentException("no fingerprint of what is a " + content.getClass());
    };
  }

  private static long ofRecord(Record message) {
    Shape shape = SHAPES.get(message.getClass());
    long print = shape.name;
    try {
      for (Method accessor : shape.accessors) {
        Object value = accessor.invoke(message);
        print = print * PRIME ^ (value == null ? 0 : of(value));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a message cannot be read: " + message, e);
    }
    return print;
  }

  private static long ofList(List<?> list) {
    long print = list.size();
    for (Object element : list) {
      print = print * PRIME ^ of(element);
    }
    return print;
  }

  /** Of what has no order. */
  private static long ofUnordered(Collection<?> elements) {
    return elements.stream().mapToLong(Fingerprint::of).sum() + elements.size();
  }
}
