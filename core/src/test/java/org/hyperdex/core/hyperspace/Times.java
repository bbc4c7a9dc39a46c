package org.hyperdex.core.hyperspace;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Draws timestamps and distances between them, of every magnitude and sign. */
final class Times {
  private final RandomGenerator random;

  Times(long seed) {
    this.random = RandomGeneratorFactory.getDefault().create(seed);
  }

  /** Microseconds since the epoch. */
  long next() {
    long near = distance();
    return switch (random.nextInt(4)) {
      case 0 -> near;
      case 1 -> -near;
      case 2 -> 1_700_000_000_000_000L + near % 1_000_000_000_000L;
      default -> random.nextLong();
    };
  }

  /** A number of microseconds, not negative; whole units of time more often than by chance. */
  long distance() {
    long micros = random.nextLong() >>> random.nextInt(1, 63);
    long[] units = {1, 1_000_000L, 60_000_000L, 3_600_000_000L, 86_400_000_000L, 604_800_000_000L};
    long unit = units[random.nextInt(units.length)];
    return micros - micros % unit;
  }
}
