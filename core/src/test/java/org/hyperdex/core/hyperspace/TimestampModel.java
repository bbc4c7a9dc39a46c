package org.hyperdex.core.hyperspace;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.TimestampUnit;

/** The coordinates of timestamps, written down as the definition says and with no eye to speed. */
final class TimestampModel {
  private static final BigInteger SIDE = BigInteger.ONE.shiftLeft(64);
  private static final Map<String, Integer> RADIX =
      Map.of("s", 60, "m", 60, "h", 24, "d", 7, "w", 4, "mo", 12);
  private static final Map<TimestampUnit, List<String>> ORDER =
      Map.of(
          TimestampUnit.SECOND, List.of("s", "m", "h", "d", "w", "mo"),
          TimestampUnit.MINUTE, List.of("m", "s", "h", "d", "w", "mo"),
          TimestampUnit.HOUR, List.of("h", "m", "s", "d", "w", "mo"),
          TimestampUnit.DAY, List.of("d", "h", "m", "s", "w", "mo"),
          TimestampUnit.WEEK, List.of("w", "d", "h", "m", "s", "mo"),
          TimestampUnit.MONTH, List.of("mo", "w", "d", "h", "m", "s"));

  private TimestampModel() {}

  static int radix(TimestampUnit unit) {
    return RADIX.get(ORDER.get(unit).getFirst());
  }

  static long coordinate(TimestampUnit unit, long micros) {
    long rest = Math.floorDiv(micros, 1_000_000L);
    Map<String, Long> digits = new HashMap<>();
    for (String digit : List.of("s", "m", "h", "d", "w", "mo")) {
      digits.put(digit, Math.floorMod(rest, (long) RADIX.get(digit)));
      rest = Math.floorDiv(rest, (long) RADIX.get(digit));
    }
    BigInteger coordinate = BigInteger.ZERO;
    BigInteger width = SIDE;
    for (String digit : ORDER.get(unit)) {
      BigInteger radix = BigInteger.valueOf(RADIX.get(digit));
      BigInteger value = BigInteger.valueOf(digits.get(digit));
      boolean first = width.equals(SIDE);
      width = width.divide(radix);
      BigInteger exact = SIDE.multiply(value).add(radix).subtract(BigInteger.ONE).divide(radix);
      coordinate = coordinate.add(first ? exact : width.multiply(value));
    }
    return coordinate.add(BigInteger.valueOf(rest).mod(width)).longValue();
  }
}
