package org.hyperdex.core.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cube is cut into as many regions as asked for, or a few more, of nearly equal size. */
class PartitioningTest {
  private static final int MAX_DIMENSIONS = 6;
  private static final int MAX_PARTITIONS = 2000;
  private static final BigInteger SIDE = BigInteger.ONE.shiftLeft(64);

  @Test
  void thereAreAsManyRegionsAsAskedForAndAtMostTwiceAsMany() {
    for (int d = 1; d <= MAX_DIMENSIONS; d++) {
      for (int n = 1; n <= MAX_PARTITIONS; n++) {
        List<Integer> slices = Partitioning.slices(d, n);
        long regions = slices.stream().mapToLong(k -> k).reduce(1, Math::multiplyExact);

        assertThat(slices).hasSize(d);
        assertThat(regions).as("%d dimensions, %d partitions", d, n).isBetween((long) n, 2L * n);
        assertThat(slices.getFirst() - slices.getLast()).isBetween(0, 1);
        assertThat(slices).isSortedAccordingTo((a, b) -> b - a);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 64, 64",
    "1, 65536, 65536",
    "2, 64, 8 8",
    "2, 5, 3 2",
    "2, 65535, 256 256",
    "3, 8, 2 2 2",
    "3, 64, 4 4 4",
    "3, 65, 5 4 4",
    "4, 16, 2 2 2 2",
    "5, 64, 3 3 2 2 2",
    "6, 64, 2 2 2 2 2 2",
    "7, 64, 2 2 2 2 2 2 1",
    "16, 65536, 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2 2",
  })
  void rootsAreExactAndTheFirstSidesGetMore(int dimensions, int partitions, String slices) {
    assertThat(Partitioning.slices(dimensions, partitions))
        .isEqualTo(List.of(slices.split(" ")).stream().map(Integer::valueOf).toList());
  }

  @Test
  void slicesTileTheSide() {
    for (int k = 1; k <= MAX_PARTITIONS; k++) {
      assertThat(Partitioning.lower(0, k)).isZero();
      assertThat(Partitioning.upper(k - 1, k)).isEqualTo(-1L);
      for (int j = 0; j < k; j++) {
        long lower = Partitioning.lower(j, k);
        long upper = Partitioning.upper(j, k);
        if (j > 0 && Partitioning.upper(j - 1, k) != lower - 1) {
          throw new AssertionError("gap before slice " + j + " of " + k);
        }
        if (Partitioning.slice(lower, k) != j || Partitioning.slice(upper, k) != j) {
          throw new AssertionError("slice " + j + " of " + k + " does not hold its bounds");
        }
      }
    }
  }

  @Test
  void slicesAreTheExactFractionsOfTheSide() {
    RandomGenerator random = RandomGeneratorFactory.getDefault().create(3);
    for (int i = 0; i < 20_000; i++) {
      int k = random.nextInt(1, 1 << 17);
      int j = random.nextInt(k);
      BigInteger[] start =
          SIDE.multiply(BigInteger.valueOf(j)).divideAndRemainder(BigInteger.valueOf(k));
      BigInteger ceiling = start[1].signum() == 0 ? start[0] : start[0].add(BigInteger.ONE);
      long coordinate = random.nextLong();
      BigInteger slice =
          new BigInteger(Long.toUnsignedString(coordinate))
              .multiply(BigInteger.valueOf(k))
              .shiftRight(64);

      assertThat(Partitioning.lower(j, k)).isEqualTo(ceiling.longValue());
      assertThat(Partitioning.slice(coordinate, k)).isEqualTo(slice.intValueExact());
    }
  }
}
