package org.hyperdex.simulation.check;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;

/**
 * Values as what a textbook would call them: strings are {@link Bytes}, numbers {@link Long} and
 * {@link Double}, times a {@link Long}, and the rest collections of those. In a document a string
 * is its UTF-8, an array a list, an object a map; null, true and false stay what they are. So what
 * is said of lists and maps holds of attributes and within documents.
 */
final class Plain {
  private Plain() {}

  /** The value of {@code type} that {@code encoded} encodes; nobody may change it. */
  static Object of(AttributeType type, Bytes encoded) {
    return of(ValueCodec.decode(type, encoded));
  }

  private static Object of(Value value) {
    return switch (value) {
      case Value.Text text -> text.bytes();
      case Value.Int number -> number.value();
      case Value.Float number -> number.value();
      case Value.Timestamp time -> time.epochMicros();
      case Value.Document document -> of(document.json());
      case Value.ListOf list -> list.elements().stream().map(Plain::of).toList();
      case Value.SetOf set -> {
        SortedSet<Object> elements = new TreeSet<>();
        set.elements().forEach(each -> elements.add(of(each)));
        yield elements;
      }
      case Value.MapOf map -> {
        SortedMap<Object, Object> entries = new TreeMap<>();
        map.entries().forEach(each -> entries.put(of(each.key()), of(each.value())));
        yield entries;
      }
    };
  }

  private static Object of(Json json) {
    return switch (json) {
      case Json.Constant constant -> constant;
      case Json.Int number -> number.value();
      case Json.Real number -> number.value();
      case Json.Text text -> Bytes.utf8(text.value());
      case Json.Array array -> array.elements().stream().map(Plain::of).toList();
      case Json.Obj object -> {
        SortedMap<Object, Object> members = new TreeMap<>();
        object.members().forEach((name, value) -> members.put(Bytes.utf8(name), of(value)));
        yield members;
      }
    };
  }

  /** The bytes of a plain value of {@code type}. */
  static Bytes encoded(AttributeType type, Object plain) {
    return ValueCodec.encode(type, value(type, plain));
  }

  private static Value value(AttributeType type, Object plain) {
    return switch (type) {
      case AttributeType.Primitive _ -> scalar(plain);
      case AttributeType.Timestamp _ -> new Value.Timestamp((Long) plain);
      case AttributeType.Document _ -> new Value.Document(json(plain));
      case AttributeType.ListOf _ ->
          new Value.ListOf(((List<?>) plain).stream().map(Plain::scalar).toList());
      case AttributeType.SetOf _ ->
          new Value.SetOf(((SortedSet<?>) plain).stream().map(Plain::scalar).toList());
      case AttributeType.MapOf _ ->
          new Value.MapOf(
              ((SortedMap<?, ?>) plain)
                  .entrySet().stream()
                      .map(each -> new Value.Entry(scalar(each.getKey()), scalar(each.getValue())))
                      .toList());
    };
  }

  private static Value.Scalar scalar(Object plain) {
    return switch (plain) {
      case Bytes text -> new Value.Text(text);
      case Long number -> new Value.Int(number);
      case Double number -> new Value.Float(number);
      default -> throw new IllegalArgumentException("no string and no number: " + plain);
    };
  }

  private static Json json(Object plain) {
    return switch (plain) {
      case Json.Constant constant -> constant;
      case Long number -> new Json.Int(number);
      case Double number -> new Json.Real(number);
      case Bytes text -> new Json.Text(text.toUtf8());
      case List<?> array -> new Json.Array(array.stream().map(Plain::json).toList());
      case SortedMap<?, ?> object -> {
        SortedMap<String, Json> members = new TreeMap<>();
        object.forEach((name, value) -> members.put(((Bytes) name).toUtf8(), json(value)));
        yield new Json.Obj(members);
      }
      default -> throw new IllegalArgumentException("nothing of a document: " + plain);
    };
  }
}
