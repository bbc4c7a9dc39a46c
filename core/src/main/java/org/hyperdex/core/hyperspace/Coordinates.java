package org.hyperdex.core.hyperspace;

import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.AttributeType.Timestamp;
import org.hyperdex.core.data.BigEndian;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.NumberOrder;
import org.hyperdex.core.query.KeyRange;

/** Where values lie in a dimension: unsigned 64-bit numbers. */
public final class Coordinates {
  private Coordinates() {}

  /**
   * The coordinate of an encoded value. Strings: XXH64 with seed 0. Ints and floats: their
   * encoding, which keeps their order. Timestamps: see {@link TimestampDigits}.
   *
   * @throws IllegalArgumentException if values of {@code type} have no coordinate
   */
  public static long of(AttributeType type, Bytes encoded) {
    return switch (type) {
      case Primitive.STRING -> XxHash64.hash(encoded.array());
      case Primitive.INT, Primitive.FLOAT -> BigEndian.getLong(encoded.array(), 0);
      case Timestamp timestamp ->
          TimestampDigits.of(timestamp.unit())
              .coordinate(NumberOrder.toInt(BigEndian.getLong(encoded.array(), 0)));
      case AttributeType.Document _,
          AttributeType.ListOf _,
          AttributeType.SetOf _,
          AttributeType.MapOf _ ->
          throw new IllegalArgumentException("no coordinates for " + type.description());
    };
  }

  /**
   * Coordinates that include those of every value in {@code range}; none if there is no such value.
   *
   * @throws IllegalArgumentException if values of {@code type} have no coordinate
   */
  static Intervals of(AttributeType type, KeyRange range) {
    if (range.empty()) {
      return Intervals.NONE;
    }
    return switch (type) {
      case Primitive.STRING ->
          range.upper().filter(range.lower()::equals).isPresent()
              ? point(of(type, range.lower()))
              : Intervals.ALL;
      case Primitive.INT, Primitive.FLOAT -> ofNumbers(range);
      case Timestamp timestamp -> {
        Intervals numbers = ofNumbers(range);
        if (numbers.isEmpty()) {
          yield Intervals.NONE;
        }
        Intervals.Interval only = numbers.intervals().getFirst();
        yield TimestampDigits.of(timestamp.unit())
            .coordinates(NumberOrder.toInt(only.lower()), NumberOrder.toInt(only.upper()));
      }
      case AttributeType.Document _,
          AttributeType.ListOf _,
          AttributeType.SetOf _,
          AttributeType.MapOf _ ->
          throw new IllegalArgumentException("no coordinates for " + type.description());
    };
  }

  private static Intervals point(long coordinate) {
    return Intervals.of(coordinate, coordinate);
  }

  /** The encoded numbers in {@code range}: one interval, or none. */
  private static Intervals ofNumbers(KeyRange range) {
    long lower = 0;
    if (range.lower().length() > 0) {
      lower = BigEndian.getLong(range.lower().array(), 0);
      if (!range.lowerInclusive() && ++lower == 0) {
        return Intervals.NONE;
      }
    }
    long upper = -1L;
    if (range.upper().isPresent()) {
      upper = BigEndian.getLong(range.upper().get().array(), 0);
      if (!range.upperInclusive() && upper-- == 0) {
        return Intervals.NONE;
      }
    }
    return Long.compareUnsigned(lower, upper) <= 0 ? Intervals.of(lower, upper) : Intervals.NONE;
  }
}
