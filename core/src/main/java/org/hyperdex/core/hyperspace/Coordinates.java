package org.hyperdex.core.hyperspace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.AttributeType.Timestamp;
import org.hyperdex.core.data.BigEndian;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.NumberOrder;
import org.hyperdex.core.hyperspace.Intervals.Interval;
import org.hyperdex.core.query.ValueRange;
import org.hyperdex.core.query.ValueRanges;

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
   * Coordinates that include those of every value in {@code ranges}; none if there is no such
   * value.
   *
   * @throws IllegalArgumentException if values of {@code type} have no coordinate
   */
  static Intervals of(AttributeType type, ValueRanges ranges) {
    List<Interval> intervals = new ArrayList<>();
    for (ValueRange range : ranges.ranges()) {
      if (type == Primitive.STRING) {
        // Hashing leaves no order.
        Optional<Bytes> single = range.single();
        if (single.isEmpty()) {
          return Intervals.ALL;
        }
        long coordinate = of(type, single.get());
        intervals.add(new Interval(coordinate, coordinate));
      } else {
        numbers(range).ifPresent(numbers -> intervals.addAll(ofNumbers(type, numbers)));
      }
    }
    return Intervals.union(intervals);
  }

  private static List<Interval> ofNumbers(AttributeType type, Interval numbers) {
    return switch (type) {
      case Primitive.INT, Primitive.FLOAT -> List.of(numbers);
      case Timestamp timestamp ->
          TimestampDigits.of(timestamp.unit())
              .coordinates(NumberOrder.toInt(numbers.lower()), NumberOrder.toInt(numbers.upper()))
              .intervals();
      default -> throw new IllegalArgumentException("no coordinates for " + type.description());
    };
  }

  /** The numbers of 8 bytes in {@code range}, if there are any. */
  private static Optional<Interval> numbers(ValueRange range) {
    long lower = leading(range.lower());
    if (range.lower().length() > Long.BYTES && ++lower == 0) {
      return Optional.empty();
    }
    long upper = -1L;
    if (range.upper().isPresent()) {
      Bytes beyond = range.upper().get();
      upper = leading(beyond);
      // More than 8 bytes are greater than the number they begin with.
      if (beyond.length() <= Long.BYTES && upper-- == 0) {
        return Optional.empty();
      }
    }
    return Long.compareUnsigned(lower, upper) <= 0
        ? Optional.of(new Interval(lower, upper))
        : Optional.empty();
  }

  /** The first 8 bytes, zeros where there are none. */
  private static long leading(Bytes bytes) {
    return BigEndian.getLong(Arrays.copyOf(bytes.array(), Long.BYTES), 0);
  }
}
