package org.hyperdex.core.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType.Primitive;

/**
 * The values of every type at which orders, encodings and arithmetic break: extremes, zeros and
 * their neighbours, what is empty, what is no number, bytes beyond ASCII. The first ones of each
 * type are near each other, so that what goes over a list twice, shifted by one, makes the least
 * integer meet minus one and anything meet zero.
 */
public final class EdgeValues {
  private static final List<Value.Scalar> TEXTS =
      Stream.concat(
              Stream.of(
                      "",
                      "a",
                      "ab",
                      "\0",
                      "a\0",
                      "b",
                      "\"\\\n.[0]",
                      "\u65e5\u672c",
                      "\uD83D\uDE00",
                      "\uFFFF",
                      "ab".repeat(500))
                  .map(Bytes::utf8),
              Stream.of(new byte[] {(byte) 0xff}, new byte[] {'a', (byte) 0x80}).map(Bytes::wrap))
          .<Value.Scalar>map(Value.Text::new)
          .toList();

  private static final List<Value.Scalar> INTS =
      LongStream.of(
              0,
              1,
              -1,
              Long.MIN_VALUE,
              Long.MAX_VALUE,
              2,
              -2,
              Long.MIN_VALUE + 1,
              Long.MAX_VALUE - 1,
              (1L << 53) + 1,
              1L << 32)
          .<Value.Scalar>mapToObj(Value.Int::new)
          .toList();

  private static final List<Value.Scalar> FLOATS =
      DoubleStream.of(
              0.0,
              1.0,
              -1.0,
              -Double.MAX_VALUE,
              Double.MAX_VALUE,
              Double.MIN_VALUE,
              -Double.MIN_VALUE,
              Math.nextDown(Double.MIN_NORMAL),
              Double.MIN_NORMAL,
              0.1,
              0x1p53,
              0x1p63,
              Double.NEGATIVE_INFINITY,
              Double.POSITIVE_INFINITY,
              Double.NaN,
              -0.0)
          .<Value.Scalar>mapToObj(Value.Float::new)
          .toList();

  /** The epoch and its neighbours, the ends of the range, and those of what RFC 3339 can write. */
  private static final List<Value> TIMESTAMPS =
      LongStream.of(
              0,
              1,
              -1,
              Long.MIN_VALUE,
              Long.MAX_VALUE,
              999_999,
              1_000_000,
              253_402_300_799_999_999L,
              253_402_300_800_000_000L,
              -62_167_219_200_000_000L,
              -62_167_219_200_000_001L)
          .<Value>mapToObj(Value.Timestamp::new)
          .toList();

  private static final List<Json> JSON = json();

  private EdgeValues() {}

  /** The edges of a type, zero first; every list has others than the zero value. */
  public static List<Value> of(AttributeType type) {
    return switch (type) {
      case Primitive primitive -> List.copyOf(scalars(primitive));
      case AttributeType.Timestamp _ -> TIMESTAMPS;
      case AttributeType.Document _ -> JSON.stream().<Value>map(Value.Document::new).toList();
      case AttributeType.ListOf list -> lists(list.element());
      case AttributeType.SetOf set -> sets(set.element());
      case AttributeType.MapOf map -> maps(map);
    };
  }

  /** The edges of what may be an element of a container. */
  public static List<Value.Scalar> scalars(Primitive type) {
    return switch (type) {
      case STRING -> TEXTS;
      case INT -> INTS;
      case FLOAT -> FLOATS;
    };
  }

  /** The edges of JSON, of every kind some. */
  public static List<Json> documents() {
    return JSON;
  }

  private static List<Json> json() {
    List<Json> all = new ArrayList<>();
    all.add(new Json.Obj(Map.of()));
    all.addAll(List.of(Json.Constant.values()));
    LongStream.of(0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE)
        .forEach(number -> all.add(new Json.Int(number)));
    DoubleStream.of(
            0.0, 1.0, -1.0, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE, 0.1, 0x1p63)
        .forEach(number -> all.add(new Json.Real(number)));
    Stream.of("", "a", "ab", "a\0", "\uD83D\uDE00", "\"\\\n.[0]")
        .forEach(text -> all.add(new Json.Text(text)));
    all.add(new Json.Array(List.of()));
    all.add(new Json.Array(List.of(Json.Constant.NULL)));
    all.add(new Json.Array(List.of(new Json.Int(1), new Json.Real(1), new Json.Int(1))));
    Map<String, Json> members = new LinkedHashMap<>();
    members.put("b", new Json.Array(List.of(new Json.Obj(Map.of()))));
    members.put("", new Json.Text(""));
    members.put("a", new Json.Int(1));
    all.add(new Json.Obj(members));
    return List.copyOf(all);
  }

  /** None, one, twice the same, and all, descending. */
  private static List<Value> lists(Primitive element) {
    List<Value.Scalar> edges = scalars(element);
    List<Value> lists = new ArrayList<>();
    lists.add(new Value.ListOf(List.of()));
    edges.forEach(edge -> lists.add(new Value.ListOf(List.of(edge))));
    lists.add(new Value.ListOf(List.of(edges.get(1), edges.get(2), edges.get(1))));
    lists.add(new Value.ListOf(edges.stream().sorted(Comparator.reverseOrder()).toList()));
    return lists;
  }

  private static List<Value> sets(Primitive element) {
    List<Value.Scalar> edges = scalars(element).stream().distinct().toList();
    List<Value> sets = new ArrayList<>();
    sets.add(new Value.SetOf(List.of()));
    edges.forEach(edge -> sets.add(new Value.SetOf(List.of(edge))));
    sets.add(new Value.SetOf(edges.subList(0, 3)));
    sets.add(new Value.SetOf(edges));
    return sets;
  }

  /** One key with each edge, each edge as a key, and all of them. */
  private static List<Value> maps(AttributeType.MapOf type) {
    List<Value.Scalar> keys = scalars(type.key());
    List<Value.Scalar> edges = scalars(type.value());
    List<Value> maps = new ArrayList<>();
    maps.add(new Value.MapOf(List.of()));
    edges.forEach(edge -> maps.add(map(Map.of(keys.get(1), edge))));
    keys.forEach(key -> maps.add(map(Map.of(key, edges.get(1)))));
    Map<Value.Scalar, Value.Scalar> all = new TreeMap<>();
    for (int i = 0; i < keys.size(); i++) {
      all.put(keys.get(i), edges.get(i % edges.size()));
    }
    maps.add(map(all));
    return maps;
  }

  private static Value map(Map<Value.Scalar, Value.Scalar> entries) {
    return new Value.MapOf(
        entries.entrySet().stream()
            .map(entry -> new Value.Entry(entry.getKey(), entry.getValue()))
            .toList());
  }
}
