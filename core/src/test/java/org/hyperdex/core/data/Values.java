package org.hyperdex.core.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType.Primitive;

/**
 * Values of every type, the same ones for the same seed.
 *
 * <p>Edges (extremes, zeros, NaN, empty strings, bytes beyond ASCII) and collisions are frequent,
 * since that is where orders and encodings break.
 */
public final class Values {
  private static final long[] INTS = {
    0,
    1,
    -1,
    2,
    -2,
    255,
    256,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 1,
    1L << 53,
    -(1L << 53)
  };
  private static final double[] FLOATS = {
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };
  private static final String[] TEXTS = {
    "", "a", "b", "ab", "a\0", "\0", "naïve", "日本", "\uD83D\uDE00", "\uFFFF", "\"\\\n"
  };

  private final Random random;

  public Values(long seed) {
    random = new Random(seed);
  }

  /** Every attribute type there is. */
  public static List<AttributeType> types() {
    List<AttributeType> types = new ArrayList<>(List.of(Primitive.values()));
    Stream.of(TimestampUnit.values()).map(AttributeType.Timestamp::new).forEach(types::add);
    types.add(AttributeType.DOCUMENT);
    for (Primitive element : Primitive.values()) {
      types.add(new AttributeType.ListOf(element));
      types.add(new AttributeType.SetOf(element));
      for (Primitive value : Primitive.values()) {
        types.add(new AttributeType.MapOf(element, value));
      }
    }
    return types;
  }

  /** The types whose encodings are ordered as their values. */
  public static List<AttributeType> comparableTypes() {
    return types().stream().filter(AttributeType::comparable).toList();
  }

  /** One of all types. */
  public AttributeType type() {
    return oneOf(types());
  }

  /** A value of {@code type}. */
  public Value of(AttributeType type) {
    return switch (type) {
      case Primitive primitive -> scalar(primitive);
      case AttributeType.Timestamp _ -> new Value.Timestamp(integer());
      case AttributeType.Document _ -> new Value.Document(json());
      case AttributeType.ListOf list -> new Value.ListOf(scalars(list.element()));
      case AttributeType.SetOf set ->
          new Value.SetOf(shuffled(List.copyOf(new TreeSet<>(scalars(set.element())))));
      case AttributeType.MapOf map -> {
        Map<Value.Scalar, Value.Entry> entries = new TreeMap<>();
        for (Value.Scalar key : scalars(map.key())) {
          entries.put(key, new Value.Entry(key, scalar(map.value())));
        }
        yield new Value.MapOf(shuffled(List.copyOf(entries.values())));
      }
    };
  }

  /** An encoded value of {@code type}. */
  public Bytes encoded(AttributeType type) {
    return ValueCodec.encode(type, of(type));
  }

  /** A value that may be an element of a container. */
  public Value.Scalar scalar(Primitive type) {
    return switch (type) {
      case STRING -> new Value.Text(random.nextBoolean() ? Bytes.utf8(text()) : bytes(4));
      case INT -> new Value.Int(integer());
      case FLOAT -> new Value.Float(real());
    };
  }

  /** Up to 5 elements of a container. */
  public List<Value.Scalar> scalars(Primitive type) {
    List<Value.Scalar> scalars = new ArrayList<>();
    for (int i = below(6); i > 0; i--) {
      scalars.add(scalar(type));
    }
    return scalars;
  }

  /** Any integer, often an extreme or a small one. */
  public long integer() {
    return switch (below(3)) {
      case 0 -> INTS[below(INTS.length)];
      case 1 -> below(7) - 3;
      default -> random.nextLong() >> below(64);
    };
  }

  /** Any double, all kinds of NaN included. */
  public double real() {
    return switch (below(3)) {
      case 0 -> FLOATS[below(FLOATS.length)];
      case 1 -> (below(7) - 3) / 2.0;
      default -> Double.longBitsToDouble(random.nextLong());
    };
  }

  /** A Unicode text. */
  public String text() {
    String text = oneOf(List.of(TEXTS));
    return random.nextInt(8) == 0 ? text.repeat(below(50)) : text;
  }

  /** Up to {@code mostBytes} arbitrary bytes, of few different kinds. */
  public Bytes bytes(int mostBytes) {
    byte[] array = new byte[below(mostBytes + 1)];
    for (int i = 0; i < array.length; i++) {
      array[i] = (byte) (random.nextBoolean() ? 254 + below(4) : random.nextInt());
    }
    return Bytes.wrap(array);
  }

  /** A JSON value, some levels deep. */
  public Json json() {
    return json(4);
  }

  private Json json(int levels) {
    return switch (below(levels == 0 ? 4 : 7)) {
      case 0 -> oneOf(List.of(Json.Constant.values()));
      case 1 -> new Json.Int(integer());
      case 2 -> {
        double real = real();
        yield new Json.Real(Double.isFinite(real) ? real : 0.5);
      }
      case 3 -> new Json.Text(text());
      case 4 -> {
        List<Json> elements = new ArrayList<>();
        for (int i = below(4); i > 0; i--) {
          elements.add(json(levels - 1));
        }
        yield new Json.Array(elements);
      }
      default -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (int i = below(5); i > 0; i--) {
          members.put(text(), json(levels - 1));
        }
        yield new Json.Obj(members);
      }
    };
  }

  /** The same JSON with the members of all objects in another order. */
  public Json reordered(Json json) {
    return switch (json) {
      case Json.Array array ->
          new Json.Array(array.elements().stream().map(this::reordered).toList());
      case Json.Obj object -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : shuffled(List.copyOf(object.members().entrySet()))) {
          members.put(member.getKey(), reordered(member.getValue()));
        }
        yield new Json.Obj(members);
      }
      default -> json;
    };
  }

  /** {@code bytes} with a small damage: cut off, continued, or some of them changed or repeated. */
  public Bytes damaged(Bytes bytes) {
    byte[] array = bytes.array().clone();
    int length = array.length;
    return switch (length == 0 ? 1 : below(4)) {
      case 0 -> Bytes.wrap(Arrays.copyOf(array, below(length)));
      case 1 -> concatenated(array, bytes(9).array());
      case 2 -> {
        array[below(length)] ^= (byte) (1 << below(8));
        yield Bytes.wrap(array);
      }
      default -> {
        array[below(length)] = (byte) random.nextInt();
        yield random.nextInt(4) == 0 ? concatenated(array, array) : Bytes.wrap(array);
      }
    };
  }

  private static Bytes concatenated(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return Bytes.wrap(result);
  }

  /** A number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of {@code choices}. */
  public <T> T oneOf(List<T> choices) {
    return choices.get(below(choices.size()));
  }

  /** {@code elements} in another order. */
  public <T> List<T> shuffled(List<T> elements) {
    List<T> copy = new ArrayList<>(elements);
    Collections.shuffle(copy, random);
    return copy;
  }
}
