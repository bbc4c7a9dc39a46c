package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.junit.jupiter.api.Test;

/** Ranges are sets of strings of bytes: what holds of the sets holds of the ranges. */
class ValueRangesTest {
  private static final int SEEDS = 3_000;
  private static final List<Bytes> STRINGS = strings();

  @Test
  void unionAndIntersectionAreThoseOfTheSets() {
    for (int seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<ValueRange> a = ranges(random);
      List<ValueRange> b = ranges(random);
      ValueRanges left = ValueRanges.union(a);
      ValueRanges right = ValueRanges.union(b);
      ValueRanges both = left.and(right);
      for (Bytes each : STRINGS) {
        boolean inLeft = a.stream().anyMatch(range -> range.contains(each));
        boolean inRight = b.stream().anyMatch(range -> range.contains(each));
        String what = "seed %d: %s in %s and %s".formatted(seed, each, a, b);
        assertThat(left.contains(each)).as(what).isEqualTo(inLeft);
        assertThat(both.contains(each)).as(what).isEqualTo(inLeft && inRight);
        assertThat(left.hull().contains(each) || !inLeft).as(what).isTrue();
      }
      for (ValueRanges ranges : List.of(left, both)) {
        isNormal(seed, ranges);
      }
    }
  }

  private static void isNormal(int seed, ValueRanges ranges) {
    for (int i = 0; i < ranges.ranges().size(); i++) {
      ValueRange range = ranges.ranges().get(i);
      assertThat(range.isEmpty()).as("seed %d: %s", seed, ranges).isFalse();
      if (i > 0) {
        Bytes end = ranges.ranges().get(i - 1).upper().orElseThrow();
        assertThat(range.lower()).as("seed %d: %s", seed, ranges).isGreaterThan(end);
      }
    }
  }

  @Test
  void aPrefixIsTheRangeOfAllThatBeginWithIt() {
    for (Bytes prefix : STRINGS) {
      ValueRange range = ValueRange.prefix(prefix);
      for (Bytes each : STRINGS) {
        assertThat(range.contains(each))
            .as("%s begins with %s", each, prefix)
            .isEqualTo(each.toString().startsWith(prefix.toString()));
      }
    }
  }

  @Test
  void aPointIsOneValueAndKnowsIt() {
    for (Bytes point : STRINGS) {
      assertThat(STRINGS.stream().filter(ValueRange.point(point)::contains)).containsExactly(point);
      assertThat(ValueRange.point(point).single()).contains(point);
    }
    assertThat(ValueRange.ALL.single()).isEmpty();
    assertThat(ValueRange.NONE.single()).isEmpty();
  }

  @Test
  void theRangeOfTheKeyIsAsNarrowAsItsTightestBounds() {
    ValueRange range =
        ValueRanges.ofKey(
                Predicate.all(
                    key(Operator.GREATER_EQUAL, "b"),
                    key(Operator.LESS_EQUAL, "y"),
                    key(Operator.GREATER_THAN, "b"),
                    key(Operator.LESS_THAN, "z"),
                    key(Operator.GREATER_THAN, "a")))
            .hull();

    assertThat(range).isEqualTo(new ValueRange(Bytes.utf8("b\0"), Optional.of(Bytes.utf8("y\0"))));
    assertThat(range.beyond(Bytes.utf8("y"))).isFalse();
    assertThat(range.beyond(Bytes.utf8("ya"))).isTrue();
  }

  @Test
  void alternativesAreScannedPieceByPiece() {
    Predicate predicate =
        Predicate.all(Check.in(0, DocumentPath.ROOT, List.of(Bytes.utf8("m"), Bytes.utf8("c"))))
            .or(Predicate.all(key(Operator.PREFIX, "x")));

    assertThat(ValueRanges.ofKey(predicate).ranges())
        .containsExactly(
            ValueRange.point(Bytes.utf8("c")),
            ValueRange.point(Bytes.utf8("m")),
            ValueRange.prefix(Bytes.utf8("x")));
    assertThat(ValueRanges.ofKey(predicate).hull())
        .isEqualTo(new ValueRange(Bytes.utf8("c"), Optional.of(Bytes.utf8("y"))));
  }

  @Test
  void anAlternativeThatSaysNothingOfTheKeyAllowsEveryKey() {
    Predicate predicate =
        Predicate.all(key(Operator.EQUAL, "a"))
            .or(Predicate.all(new Check(1, Operator.EQUAL, Bytes.EMPTY)));
    assertThat(ValueRanges.ofKey(predicate).hull()).isEqualTo(ValueRange.ALL);
  }

  @Test
  void aContradictionAllowsNoKey() {
    assertThat(
            ValueRanges.ofKey(Predicate.all(key(Operator.EQUAL, "a"), key(Operator.EQUAL, "b")))
                .hull())
        .isEqualTo(ValueRange.NONE);
    assertThat(ValueRanges.ofKey(Predicate.FALSE).hull()).isEqualTo(ValueRange.NONE);
    assertThat(ValueRange.NONE.contains(Bytes.EMPTY)).isFalse();
    assertThat(ValueRange.NONE.beyond(Bytes.EMPTY)).isTrue();
    assertThat(ValueRanges.ofKey(Predicate.all(Check.in(0, DocumentPath.ROOT, List.of()))).hull())
        .isEqualTo(ValueRange.NONE);
  }

  private static Check key(Operator operator, String argument) {
    return new Check(0, operator, Bytes.utf8(argument));
  }

  private static List<ValueRange> ranges(SplittableRandom random) {
    List<ValueRange> ranges = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      Optional<Bytes> upper = random.nextInt(5) == 0 ? Optional.empty() : Optional.of(one(random));
      ranges.add(new ValueRange(one(random), upper));
    }
    return ranges;
  }

  private static Bytes one(SplittableRandom random) {
    return STRINGS.get(random.nextInt(STRINGS.size()));
  }

  /** All of up to three bytes of the least, a middle and the greatest. */
  private static List<Bytes> strings() {
    List<Bytes> strings = new ArrayList<>(List.of(Bytes.EMPTY));
    for (int i = 0; strings.get(i).length() < 3; i++) {
      for (int last : new int[] {0, 7, 255}) {
        byte[] longer = Arrays.copyOf(strings.get(i).array(), strings.get(i).length() + 1);
        longer[longer.length - 1] = (byte) last;
        strings.add(Bytes.wrap(longer));
      }
    }
    return strings;
  }
}
