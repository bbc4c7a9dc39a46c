package org.hyperdex.core.hyperspace;

import java.util.ArrayList;
import java.util.List;

/** Cuts the sides of a hypercube into slices of nearly equal width. */
public final class Partitioning {
  private Partitioning() {}

  /**
   * The number of slices of each of {@code dimensions} sides, so that the cube falls into at least
   * {@code partitions} regions and at most twice as many.
   *
   * <p>Every side gets k = floor(partitions<sup>1/dimensions</sup>) slices or one more, the sides
   * with more first: from k<sup>d</sup> &le; N on sides are cut once more until there are N
   * regions, and the last such cut multiplies less than N by (k + 1) / k &le; 2.
   */
  public static List<Integer> slices(int dimensions, int partitions) {
    if (dimensions < 1 || partitions < 1) {
      throw new IllegalArgumentException("a cube has dimensions and at least one region");
    }
    int slices = 1;
    while (power(slices + 1, dimensions, partitions) <= partitions) {
      slices++;
    }
    long regions = power(slices, dimensions, partitions);
    List<Integer> result = new ArrayList<>(dimensions);
    for (int i = 0; i < dimensions; i++) {
      if (regions < partitions) {
        regions = regions / slices * (slices + 1);
        result.add(slices + 1);
      } else {
        result.add(slices);
      }
    }
    return List.copyOf(result);
  }

  /** base<sup>exponent</sup>, or something greater than {@code enough} if that is. */
  private static long power(int base, int exponent, int enough) {
    long result = 1;
    for (int i = 0; i < exponent && result <= enough; i++) {
      result *= base;
    }
    return result;
  }

  /**
   * The slice, out of {@code slices}, that holds {@code coordinate}: floor(coordinate * slices /
   * 2^64).
   */
  public static int slice(long coordinate, int slices) {
    return (int) Math.unsignedMultiplyHigh(coordinate, slices);
  }

  /** The least coordinate in {@code slice} out of {@code slices}: ceil(slice * 2^64 / slices). */
  public static long lower(int slice, int slices) {
    long high = ((long) slice << 32) / slices;
    long highRest = ((long) slice << 32) % slices;
    long low = (highRest << 32) / slices;
    long rest = (highRest << 32) % slices;
    return (high << 32) + low + (rest == 0 ? 0 : 1);
  }

  /** The greatest coordinate in {@code slice} out of {@code slices}. */
  public static long upper(int slice, int slices) {
    return slice + 1 == slices ? -1L : lower(slice + 1, slices) - 1;
  }
}
