package org.hyperdex.core.hyperspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentCodec;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Searches ask as few regions as what they look for allows. */
class PruningTest {
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long QUARTER = 1L << 62;

  private final Space numbers =
      Spaces.of(
          "space s key int k attributes int a, float f, string t, document d"
              + " subspace a subspace a, f subspace t create 64 partitions");

  @Test
  void aPredicateThatSaysNothingAsksEveryRegion() {
    assertThat(numbers.subspaces())
        .allSatisfy(subspace ->
            assertThat(Pruning.regions(numbers, subspace, Predicate.TRUE))
                .isEqualTo(subspace.regions()));
  }

  @Test
  void equalityAsksOneSliceOfItsDimension() {
    assertThat(regions(0, key(Operator.EQUAL, 7))).isEqualTo(1);
    assertThat(regions(1, a(Operator.EQUAL, 7))).isEqualTo(1);
    assertThat(regions(2, a(Operator.EQUAL, 7))).isEqualTo(8);
    assertThat(regions(2, a(Operator.EQUAL, 7), f(Operator.EQUAL, 1.5))).isEqualTo(1);
    assertThat(regions(3, t(Operator.EQUAL, "x"))).isEqualTo(1);
    assertThat(regions(3, t(Operator.GREATER_EQUAL, "x"), t(Operator.LESS_EQUAL, "x")))
        .isEqualTo(1);
  }

  @Test
  void rangesOfNumbersAskTheSlicesTheyTouch() {
    assertThat(regions(0, key(Operator.LESS_THAN, 0))).isEqualTo(32);
    assertThat(regions(0, key(Operator.LESS_EQUAL, 0))).isEqualTo(33);
    assertThat(regions(0, key(Operator.GREATER_EQUAL, 0), key(Operator.LESS_THAN, QUARTER)))
        .isEqualTo(16);
    assertThat(regions(2, a(Operator.GREATER_EQUAL, QUARTER))).isEqualTo(16);
    assertThat(regions(2, f(Operator.GREATER_THAN, 0))).isEqualTo(32);
  }

  @Test
  void rangesOfStringsAskEveryRegion() {
    assertThat(regions(3, t(Operator.LESS_THAN, "x"))).isEqualTo(64);
    assertThat(regions(3, t(Operator.GREATER_EQUAL, "x"), t(Operator.LESS_THAN, "y")))
        .isEqualTo(64);
  }

  @Test
  void checksOnOtherAttributesAskEveryRegion() {
    assertThat(regions(1, f(Operator.EQUAL, 1))).isEqualTo(64);
    assertThat(regions(1, new Check(4, Operator.EQUAL, ValueCodec.zero(AttributeType.DOCUMENT))))
        .isEqualTo(64);
  }

  @Test
  void aContradictionAsksNobodyWhateverTheSubspace() {
    List<List<Check>> contradictions =
        List.of(
            List.of(key(Operator.EQUAL, 1), key(Operator.EQUAL, 2)),
            List.of(a(Operator.GREATER_THAN, 5), a(Operator.LESS_THAN, 6)),
            List.of(a(Operator.GREATER_THAN, Long.MAX_VALUE)),
            List.of(a(Operator.LESS_THAN, Long.MIN_VALUE)),
            List.of(a(Operator.GREATER_EQUAL, 5), a(Operator.LESS_EQUAL, 3)),
            List.of(f(Operator.LESS_THAN, 1), f(Operator.GREATER_EQUAL, 1)),
            List.of(t(Operator.EQUAL, "x"), t(Operator.EQUAL, "y")),
            List.of(t(Operator.EQUAL, "x"), t(Operator.GREATER_THAN, "x")));

    assertThat(contradictions)
        .allSatisfy(checks -> {
          for (int subspace = 0; subspace < numbers.subspaces().size(); subspace++) {
            assertThat(regions(subspace, checks.toArray(Check[]::new))).isZero();
          }
          assertThat(Pruning.cheapest(numbers, Predicate.all(checks)).regions()).isEmpty();
        });
  }

  @Test
  void severalAlternativesAskTheRegionsOfAllEachOnce() {
    Predicate one = Predicate.all(a(Operator.EQUAL, 1));
    Predicate other = Predicate.all(a(Operator.EQUAL, Long.MAX_VALUE));
    Predicate never = Predicate.all(a(Operator.EQUAL, 1), a(Operator.EQUAL, 2));

    assertThat(regions(1, one.or(other))).isEqualTo(2);
    assertThat(regions(1, one.or(one))).isEqualTo(1);
    assertThat(regions(1, one.or(never))).isEqualTo(1);
    assertThat(regions(1, never.or(never))).isZero();
    assertThat(regions(1, Predicate.FALSE)).isZero();
    assertThat(regions(1, one.or(Predicate.TRUE))).isEqualTo(64);
    assertThat(regions(2, one.or(Predicate.all(f(Operator.EQUAL, 1.5))))).isEqualTo(15);
    assertThat(Pruning.cheapest(numbers, Predicate.FALSE).regions()).isEmpty();
  }

  @Test
  void alternativesOnDifferentAttributesNeedASubspaceThatHasBoth() {
    Predicate either =
        Predicate.all(a(Operator.EQUAL, 1)).or(Predicate.all(f(Operator.EQUAL, 1.5)));
    Pruning.Chosen chosen = Pruning.cheapest(numbers, either);
    assertThat(numbers.subspaces().indexOf(chosen.subspace())).isEqualTo(2);
    assertThat(chosen.regions()).hasSize(15);
  }

  @Test
  void aListOfValuesAsksTheSliceOfEach() {
    Bytes least = ValueCodec.encode(AttributeType.INT, new Value.Int(Long.MIN_VALUE));
    Bytes most = ValueCodec.encode(AttributeType.INT, new Value.Int(Long.MAX_VALUE));
    assertThat(regions(1, Check.in(1, DocumentPath.ROOT, List.of(least, most)))).isEqualTo(2);
    assertThat(
            regions(1, Check.in(1, DocumentPath.ROOT, List.of(least)), a(Operator.GREATER_THAN, 0)))
        .isZero();
    List<Bytes> texts = List.of(Bytes.utf8("x"), Bytes.utf8("y"), Bytes.utf8("x"));
    assertThat(regions(3, Check.in(3, DocumentPath.ROOT, texts))).isBetween(1, 2);
    assertThat(regions(3, Check.in(3, DocumentPath.ROOT, texts), t(Operator.PREFIX, "x")))
        .isEqualTo(1);
    assertThat(regions(3, Check.in(3, DocumentPath.ROOT, List.of()))).isZero();
  }

  @Test
  void aContradictionWithinADocumentAsksNobody() {
    DocumentPath path = DocumentPath.parse("a.b");
    Check five = new Check(4, path, Operator.EQUAL, DocumentCodec.encode(new Json.Int(5)));
    Check text = new Check(4, path, Operator.PREFIX, Bytes.utf8("5"));
    Check elsewhere = new Check(4, DocumentPath.parse("a.c"), Operator.PREFIX, Bytes.utf8("5"));
    assertThat(regions(1, five, text)).isZero();
    assertThat(regions(1, five, elsewhere)).isEqualTo(64);
  }

  @Test
  void theSubspaceWithTheFewestRegionsIsTheCheapest() {
    assertThat(cheapest(key(Operator.EQUAL, 1))).isEqualTo(0);
    assertThat(cheapest(t(Operator.EQUAL, "x"))).isEqualTo(3);
    assertThat(cheapest(a(Operator.EQUAL, 1))).isEqualTo(1);
    assertThat(cheapest(f(Operator.EQUAL, 1))).isEqualTo(2);
  }

  @Test
  void ofEquallyCheapSubspacesTheLastIsChosen() {
    assertThat(cheapest()).isEqualTo(3);
    assertThat(cheapest(a(Operator.EQUAL, 1), f(Operator.EQUAL, 1))).isEqualTo(2);
    assertThat(cheapest(key(Operator.EQUAL, 1), a(Operator.EQUAL, 1))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    // Seven regions hold a day of the week each; 1970-01-01 is the first.
    "1970-01-01T00:00:00Z, 1970-01-01T23:59:59Z, 0",
    "2026-11-19T00:00:00Z, 2026-11-20T23:59:59Z, 0 1",
    "2026-11-18T10:00:00Z, 2026-11-19T10:00:00Z, 0 6",
    "2026-11-20T10:00:00Z, 2026-11-25T10:00:00Z, 1 2 3 4 5 6",
    "2026-11-20T10:00:00Z, 2026-11-26T10:00:00Z, 0 1 2 3 4 5 6",
    "2026-11-20T10:00:00Z, 2026-11-27T09:00:00Z, 0 1 2 3 4 5 6",
    "1969-12-31T23:00:00Z, 1970-01-01T01:00:00Z, 0 6",
    "1969-12-30T00:00:00Z, 1969-12-30T00:00:00Z, 5",
  })
  void rangesOfTimeAskTheDaysTheyTouch(Instant first, Instant last, String days) {
    Space space =
        Spaces.of("space s key k attributes timestamp(day) at subspace at create 7 partitions");
    Subspace subspace = space.subspaces().getLast();
    AttributeType type = space.schema().attribute(1).type();
    Predicate predicate =
        Predicate.all(
            List.of(
                new Check(1, Operator.GREATER_EQUAL, time(type, first)),
                new Check(1, Operator.LESS_EQUAL, time(type, last))));

    List<Region> expected =
        Stream.of(days.split(" "))
            .map(day -> subspace.regions().get(Integer.parseInt(day)))
            .toList();
    assertThat(Pruning.regions(space, subspace, predicate)).isEqualTo(expected);
  }

  @Test
  void aTimeAsksOneRegionHoweverManyThereAre() {
    Space space = Spaces.of("space s key timestamp(day) at create 65536 partitions");
    Bytes time =
        ValueCodec.encode(
            space.schema().key().type(), new Value.Timestamp(20_000 * MICROS_PER_DAY + 1));

    assertThat(
            Pruning.cheapest(space, Predicate.all(List.of(new Check(0, Operator.EQUAL, time))))
                .regions())
        .containsExactly(Placement.keyRegion(space, time));
  }

  private static Bytes time(AttributeType type, Instant time) {
    return ValueCodec.encode(type, new Value.Timestamp(time.getEpochSecond() * 1_000_000));
  }

  private int regions(int subspace, Check... checks) {
    return regions(subspace, Predicate.all(checks));
  }

  private int regions(int subspace, Predicate predicate) {
    return Pruning.regions(numbers, numbers.subspaces().get(subspace), predicate).size();
  }

  private int cheapest(Check... checks) {
    Predicate predicate = Predicate.all(List.of(checks));
    Pruning.Chosen chosen = Pruning.cheapest(numbers, predicate);
    assertThat(chosen.regions()).isEqualTo(Pruning.regions(numbers, chosen.subspace(), predicate));
    return numbers.subspaces().indexOf(chosen.subspace());
  }

  private static Check key(Operator operator, long value) {
    return new Check(0, operator, ValueCodec.encode(AttributeType.INT, new Value.Int(value)));
  }

  private static Check a(Operator operator, long value) {
    return new Check(1, operator, ValueCodec.encode(AttributeType.INT, new Value.Int(value)));
  }

  private static Check f(Operator operator, double value) {
    return new Check(2, operator, ValueCodec.encode(AttributeType.FLOAT, new Value.Float(value)));
  }

  private static Check t(Operator operator, String value) {
    return new Check(3, operator, Bytes.utf8(value));
  }
}
