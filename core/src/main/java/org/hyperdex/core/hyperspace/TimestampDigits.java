package org.hyperdex.core.hyperspace;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.hyperdex.core.data.TimestampUnit;

/**
 * The coordinates of timestamps of one unit.
 *
 * <p>The seconds since the epoch, rounded down, are written in mixed radix: second (60), minute
 * (60), hour (24), day (7), week (4), month (12, of four weeks each) and the rest, which counts
 * cycles of 48 weeks and is negative before the epoch. The digit of the unit becomes the most
 * significant one, then come those below it, then those above it. So neighbouring units of time,
 * say days, are spread over the whole hyperspace, while within a unit time keeps its order:
 *
 * <pre>
 * second: s m h d w mo      day:   d h m s w mo
 * minute: m s h d w mo      week:  w d h m s mo
 * hour:   h m s d w mo      month: mo w d h m s
 * </pre>
 *
 * The first digit cuts 2<sup>64</sup> as {@link Partitioning} cuts a side into so many slices, so
 * seven partitions hold one day of the week each; every further digit cuts the width before it by
 * its own radix, rounded down. The rest is added last, modulo the last width, so that it never
 * leaves the cell the digits name.
 *
 * <p>The unit's digit and those below it together are the time modulo a <em>period</em>: 7 days for
 * days. A range of time shorter than that is one interval of coordinates, or two if it passes the
 * period's end.
 */
final class TimestampDigits {
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** From the least significant: second, minute, hour, day, week, month. */
  private static final int[] RADIX = {60, 60, 24, 7, 4, 12};

  private static final long[] SECONDS = seconds();

  private static final Map<TimestampUnit, TimestampDigits> BY_UNIT = byUnit();

  /** The digits, most significant first. */
  private final int[] digits = new int[RADIX.length];

  /** How many coordinates one of each digit takes at least. */
  private final long[] widths = new long[RADIX.length];

  /** How many of the digits make up the time within a period. */
  private final int periodDigits;

  private final long periodSeconds;

  private TimestampDigits(TimestampUnit unit) {
    int next = 0;
    int first = indexOf(unit);
    for (int digit = first; digit >= 0; digit--) {
      digits[next++] = digit;
    }
    periodDigits = next;
    periodSeconds = SECONDS[first + 1];
    for (int digit = first + 1; digit < RADIX.length; digit++) {
      digits[next++] = digit;
    }
    int slices = RADIX[digits[0]];
    widths[0] = Partitioning.upper(slices - 1, slices) - Partitioning.lower(slices - 1, slices) + 1;
    for (int i = 1; i < widths.length; i++) {
      widths[i] = widths[i - 1] / RADIX[digits[i]];
    }
  }

  static TimestampDigits of(TimestampUnit unit) {
    return Objects.requireNonNull(BY_UNIT.get(unit));
  }

  /** The coordinate of {@code epochMicros}, unsigned; the same for all of a second. */
  long coordinate(long epochMicros) {
    long seconds = Math.floorDiv(epochMicros, MICROS_PER_SECOND);
    long rest = Math.floorDiv(seconds, SECONDS[RADIX.length]);
    return leading(seconds, digits.length) + Math.floorMod(rest, widths[digits.length - 1]);
  }

  /** The coordinates of the times from {@code firstMicros} to {@code lastMicros}, both included. */
  Intervals coordinates(long firstMicros, long lastMicros) {
    long first = Math.floorDiv(firstMicros, MICROS_PER_SECOND);
    long last = Math.floorDiv(lastMicros, MICROS_PER_SECOND);
    if (first == last) {
      long coordinate = coordinate(firstMicros);
      return Intervals.of(coordinate, coordinate);
    }
    if (last - first >= periodSeconds - 1) {
      return Intervals.ALL;
    }
    long lower = leading(first, periodDigits);
    long upper = leading(last, periodDigits) + widths[periodDigits - 1] - 1;
    return Long.compareUnsigned(lower, upper) <= 0
        ? Intervals.of(lower, upper)
        : Intervals.of(0, upper).and(lower, -1L);
  }

  /** The sum of the first {@code count} digits. */
  private long leading(long seconds, int count) {
    long sum = Partitioning.lower(digit(seconds, digits[0]), RADIX[digits[0]]);
    for (int i = 1; i < count; i++) {
      sum += digit(seconds, digits[i]) * widths[i];
    }
    return sum;
  }

  private static int digit(long seconds, int digit) {
    return Math.floorMod(Math.floorDiv(seconds, SECONDS[digit]), RADIX[digit]);
  }

  /** Spelled out, because the order of the constants must not move objects. */
  private static int indexOf(TimestampUnit unit) {
    return switch (unit) {
      case SECOND -> 0;
      case MINUTE -> 1;
      case HOUR -> 2;
      case DAY -> 3;
      case WEEK -> 4;
      case MONTH -> 5;
    };
  }

  private static Map<TimestampUnit, TimestampDigits> byUnit() {
    Map<TimestampUnit, TimestampDigits> byUnit = new EnumMap<>(TimestampUnit.class);
    for (TimestampUnit unit : TimestampUnit.values()) {
      byUnit.put(unit, new TimestampDigits(unit));
    }
    return byUnit;
  }

  /** The seconds in one of each digit, and at the end those in a whole cycle of all. */
  private static long[] seconds() {
    long[] seconds = new long[RADIX.length + 1];
    seconds[0] = 1;
    for (int i = 0; i < RADIX.length; i++) {
      seconds[i + 1] = seconds[i] * RADIX[i];
    }
    return seconds;
  }
}
