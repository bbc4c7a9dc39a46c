package org.hyperdex.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.hyperspace.Coordinates;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.schema.Schema;

/**
 * Few values of each type, so that objects share them and predicates hit them: the extremes, and of
 * types that span a subspace some from each quarter of their dimension.
 */
final class AssortedValues {
  private static final List<String> TEXTS = List.of("", "a", "ab", "b", "a\0");
  private static final List<Long> INTS = List.of(-1L, 0L, 1L, 2L, 3L, Long.MAX_VALUE);
  private static final List<Double> FLOATS =
      List.of(Double.NEGATIVE_INFINITY, -1.5, 0.0, 0.1, 2.25, Double.POSITIVE_INFINITY, Double.NaN);
  private static final List<Double> FLOATS_OF_QUARTERS = List.of(-4.5, -1.0, 1.0, 4.5);
  private static final List<String> EXPRESSIONS =
      List.of("a", "^a", "b$", "[ab]", "^$", "a.*b", "(a|t)[0-9]?", "x");
  private static final int QUARTERS = 4;
  private static final int MOST_ELEMENTS = 3;
  private static final int LENGTHS = 4;
  private static final long EARLIEST = -TimeUnit.DAYS.toMicros(3);

  private final Map<Integer, Value> keys = new TreeMap<>();
  private final AttributeType keyType;

  AssortedValues(Schema schema) {
    keyType = schema.key().type();
  }

  private static <T> T oneOf(List<T> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  /** The key of an object; neighbours are in different quarters. */
  Value key(int number) {
    return keys.computeIfAbsent(
        number,
        _ ->
            switch (inQuarter(keyType, number % QUARTERS)) {
              case Value.Text text -> Value.Text.of(text.bytes().toUtf8() + "k" + number);
              case Value.Int(long value) -> new Value.Int(value + number);
              case Value.Float(double value) -> new Value.Float(value + number / 1024.0);
              case Value.Timestamp(long micros) -> new Value.Timestamp(micros + number);
              case Value other -> throw new IllegalStateException("no key: " + other);
            });
  }

  /** A value of {@code type} in a quarter of its dimension. */
  static Value inQuarter(AttributeType type, int quarter) {
    return switch (type) {
      case Primitive.STRING ->
          LongStream.iterate(0, i -> i + 1)
              .<Value>mapToObj(i -> Value.Text.of("t" + i))
              .filter(value -> quarter(type, value) == quarter)
              .findFirst()
              .orElseThrow();
      case Primitive.INT -> new Value.Int(((quarter - QUARTERS / 2L) << (Long.SIZE - 2)) + 1);
      case Primitive.FLOAT -> new Value.Float(FLOATS_OF_QUARTERS.get(quarter));
      case AttributeType.Timestamp(TimestampUnit unit) ->
          LongStream.iterate(EARLIEST, micros -> micros + micros(unit))
              .<Value>mapToObj(Value.Timestamp::new)
              .filter(value -> quarter(type, value) == quarter)
              .findFirst()
              .orElseThrow();
      default -> throw new IllegalArgumentException("no dimension of " + type.description());
    };
  }

  private static int quarter(AttributeType type, Value value) {
    return (int) (Coordinates.of(type, ValueCodec.encode(type, value)) >>> (Long.SIZE - 2));
  }

  private static long micros(TimestampUnit unit) {
    return switch (unit) {
      case SECOND -> TimeUnit.SECONDS.toMicros(1);
      case MINUTE -> TimeUnit.MINUTES.toMicros(1);
      case HOUR -> TimeUnit.HOURS.toMicros(1);
      case DAY -> TimeUnit.DAYS.toMicros(1);
      case WEEK -> TimeUnit.DAYS.toMicros(7);
      case MONTH -> TimeUnit.DAYS.toMicros(28);
    };
  }

  /** A value that objects may have, of documents at {@code path}. */
  Value any(AttributeType type, DocumentPath path, SplittableRandom random) {
    return switch (type) {
      case Primitive primitive ->
          random.nextBoolean()
              ? inQuarter(primitive, random.nextInt(QUARTERS))
              : element(primitive, random);
      case AttributeType.Timestamp _ -> {
        Value.Timestamp time = (Value.Timestamp) inQuarter(type, random.nextInt(QUARTERS));
        yield switch (random.nextInt(8)) {
          case 0 -> new Value.Timestamp(0);
          case 1 -> new Value.Timestamp(random.nextBoolean() ? Long.MIN_VALUE : Long.MAX_VALUE);
          case 2 -> new Value.Timestamp(time.epochMicros() + 1);
          default -> time;
        };
      }
      case AttributeType.Document _ -> new Value.Document(AssortedDocuments.at(path, random));
      case AttributeType.ListOf list -> new Value.ListOf(elements(list.element(), random));
      case AttributeType.SetOf set -> set(set.element(), random);
      case AttributeType.MapOf map -> entries(map, random);
    };
  }

  /** A value that elements of containers may have. */
  Value.Scalar element(Primitive type, SplittableRandom random) {
    return switch (type) {
      case STRING -> Value.Text.of(oneOf(TEXTS, random));
      case INT -> new Value.Int(oneOf(INTS, random));
      case FLOAT -> new Value.Float(oneOf(FLOATS, random));
    };
  }

  private List<Value.Scalar> elements(Primitive type, SplittableRandom random) {
    List<Value.Scalar> elements = new ArrayList<>();
    for (int i = random.nextInt(MOST_ELEMENTS + 1); i > 0; i--) {
      elements.add(element(type, random));
    }
    return elements;
  }

  private Value set(Primitive type, SplittableRandom random) {
    return new Value.SetOf(List.copyOf(new TreeSet<>(elements(type, random))));
  }

  private Value entries(AttributeType.MapOf type, SplittableRandom random) {
    Map<Value.Scalar, Value.Scalar> entries = new TreeMap<>();
    for (Value.Scalar key : elements(type.key(), random)) {
      entries.put(key, element(type.value(), random));
    }
    return new Value.MapOf(
        entries.entrySet().stream()
            .map(each -> new Value.Entry(each.getKey(), each.getValue()))
            .toList());
  }

  /**
   * What to compare with.
   *
   * @param type of the attribute
   * @param like makes what there may be
   */
  Value argument(
      Operator operator, AttributeType type, Supplier<Value> like, SplittableRandom random) {
    boolean inDocument = type instanceof AttributeType.Document;
    return switch (operator) {
      case REGEX -> Value.Text.of(oneOf(EXPRESSIONS, random));
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          new Value.Int(random.nextInt(LENGTHS));
      case PREFIX -> beginning(inDocument ? element(Primitive.STRING, random) : like.get(), random);
      case CONTAINS ->
          switch (type) {
            case AttributeType.ListOf list -> element(list.element(), random);
            case AttributeType.SetOf set -> element(set.element(), random);
            case AttributeType.MapOf map -> element(map.key(), random);
            default -> new Value.Document(contained(random));
          };
      default -> like.get();
    };
  }

  private static Value beginning(Value value, SplittableRandom random) {
    byte[] bytes = ((Value.Text) value).bytes().array();
    return new Value.Text(Bytes.wrap(Arrays.copyOf(bytes, random.nextInt(bytes.length + 1))));
  }

  /** The name of a member, or an element. */
  private static Json contained(SplittableRandom random) {
    return random.nextBoolean()
        ? new Json.Text(oneOf(List.of("n", "s", "a", "o"), random))
        : AssortedDocuments.scalar(random);
  }
}
