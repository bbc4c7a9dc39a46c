package org.hyperdex.gateway.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hyperdex.gateway.testing.Rest;
import tools.jackson.databind.JsonNode;

/**
 * Which regions can hold a match, worked out from their bounds alone and without any code of the
 * system: an int's coordinate is its distance from the smallest int, a float's its rank among all
 * floats, and strings are hashed, so that equality leaves one slice and a range leaves all.
 */
final class RegionBounds {
  private static final BigInteger INT_BIAS = BigInteger.ONE.shiftLeft(63);
  private static final BigInteger LAST = BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE);

  /** The coordinates from {@code first} to {@code last}. */
  private record Interval(BigInteger first, BigInteger last) {
    boolean isEmpty() {
      return first.compareTo(last) > 0;
    }

    boolean meets(Interval other) {
      return first.compareTo(other.last) <= 0 && other.first.compareTo(last) <= 0;
    }
  }

  private record Subspace(List<String> dimensions, Map<Long, List<Interval>> regions) {}

  private final Map<Long, Subspace> subspaces = new LinkedHashMap<>();

  private RegionBounds() {}

  static RegionBounds of(Rest rest, String space) {
    RegionBounds bounds = new RegionBounds();
    for (JsonNode subspace : rest.get("/v1/spaces/" + space).is(200).json().get("subspaces")) {
      List<String> dimensions = new ArrayList<>();
      subspace.get("attributes").forEach(name -> dimensions.add(name.asString()));
      bounds.subspaces.put(
          subspace.get("id").asLong(), new Subspace(dimensions, new LinkedHashMap<>()));
    }
    for (JsonNode described : rest.get("/v1/cluster").is(200).json().get("spaces")) {
      if (described.get("name").asString().equals(space)) {
        described.get("subspaces").forEach(bounds::add);
      }
    }
    return bounds;
  }

  private void add(JsonNode subspace) {
    Map<Long, List<Interval>> regions = subspaces.get(subspace.get("id").asLong()).regions();
    for (JsonNode region : subspace.get("regions")) {
      List<Interval> box = new ArrayList<>();
      for (int i = 0; i < region.get("lower").size(); i++) {
        box.add(
            new Interval(
                region.get("lower").get(i).bigIntegerValue(),
                region.get("upper").get(i).bigIntegerValue()));
      }
      regions.put(region.get("id").asLong(), box);
    }
  }

  /** How many regions of the best subspace must be asked. */
  int fewest(RandomWhere where) {
    if (List.of("k", "s", "i", "f").stream().anyMatch(name -> isContradictory(where, name))) {
      return 0;
    }
    return subspaces.values().stream()
        .mapToInt(subspace -> count(subspace, where))
        .min()
        .orElseThrow();
  }

  private static int count(Subspace subspace, RandomWhere where) {
    int count = 1;
    for (int i = 0; i < subspace.dimensions().size(); i++) {
      String name = subspace.dimensions().get(i);
      Set<Interval> slices = new HashSet<>();
      for (List<Interval> box : subspace.regions().values()) {
        slices.add(box.get(i));
      }
      long met = slices.stream().filter(slice -> slice.meets(allowed(where, name))).count();
      count *= (int) (isHashedEquality(where, name) ? 1 : met);
    }
    return count;
  }

  /** Asserts that each of {@code regions} can hold a match, as far as bounds tell. */
  void assertCanMatch(long subspaceId, List<Long> regions, RandomWhere where) {
    Subspace subspace = subspaces.get(subspaceId);
    for (int i = 0; i < subspace.dimensions().size(); i++) {
      String name = subspace.dimensions().get(i);
      Set<Interval> slices = new HashSet<>();
      for (long region : regions) {
        Interval slice = subspace.regions().get(region).get(i);
        assertThat(slice.meets(allowed(where, name))).as("%s of %s", name, where).isTrue();
        slices.add(slice);
      }
      if (isHashedEquality(where, name)) {
        assertThat(slices).as("a string has one coordinate").hasSize(1);
      }
    }
  }

  private static boolean isHashed(String name) {
    return name.equals("k") || name.equals("s");
  }

  private static boolean isHashedEquality(RandomWhere where, String name) {
    return isHashed(name)
        && where.termsOn(name).stream().anyMatch(term -> term.operator().equals("eq"));
  }

  private static boolean isContradictory(RandomWhere where, String name) {
    if (!isHashed(name)) {
      return allowed(where, name).isEmpty();
    }
    List<RandomWhere.Term> terms = where.termsOn(name);
    return terms.stream()
            .filter(term -> term.operator().equals("eq"))
            .anyMatch(equality -> !terms.stream().allMatch(term -> agrees(equality, term)))
        || isEmptyRange(terms);
  }

  private static boolean agrees(RandomWhere.Term equality, RandomWhere.Term term) {
    String text = (String) equality.value();
    return term.holds(new RandomWhere.Item(text, text, 0, 0));
  }

  /** Whether no string lies between the bounds: after a string comes at once that with a zero. */
  private static boolean isEmptyRange(List<RandomWhere.Term> terms) {
    for (RandomWhere.Term low : terms) {
      for (RandomWhere.Term high : terms) {
        if (low.operator().startsWith("g") && high.operator().startsWith("l")) {
          int comparison = ((String) low.value()).compareTo((String) high.value());
          boolean bothInclusive = low.operator().equals("ge") && high.operator().equals("le");
          if (comparison > 0 || (comparison == 0 && !bothInclusive)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private static Interval allowed(RandomWhere where, String name) {
    BigInteger first = BigInteger.ZERO;
    BigInteger last = LAST;
    if (isHashed(name)) {
      return new Interval(first, last);
    }
    for (RandomWhere.Term term : where.termsOn(name)) {
      BigInteger at = coordinate(term.value());
      switch (term.operator()) {
        case "eq" -> {
          first = first.max(at);
          last = last.min(at);
        }
        case "lt" -> last = last.min(at.subtract(BigInteger.ONE));
        case "le" -> last = last.min(at);
        case "ge" -> first = first.max(at);
        default -> first = first.max(at.add(BigInteger.ONE));
      }
    }
    return new Interval(first, last);
  }

  private static BigInteger coordinate(Object value) {
    if (value instanceof Long number) {
      return BigInteger.valueOf(number).add(INT_BIAS);
    }
    long bits = Double.doubleToLongBits((Double) value);
    long ordered = bits < 0 ? ~bits : bits ^ Long.MIN_VALUE;
    return new BigInteger(Long.toUnsignedString(ordered));
  }
}
