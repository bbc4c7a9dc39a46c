package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentBytes;
import org.hyperdex.core.data.TimestampUnit;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.query.Bounds.Place;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Of random objects, random predicates are true exactly as the terms say of decoded values. */
class PredicateDifferentialTest {
  private static final int SEEDS = 1_000;
  private static final int OBJECTS = 3;

  static List<AttributeType> keyTypes() {
    return List.of(
        AttributeType.STRING,
        AttributeType.INT,
        AttributeType.FLOAT,
        new AttributeType.Timestamp(TimestampUnit.DAY));
  }

  @ParameterizedTest
  @MethodSource("keyTypes")
  void bytesSayWhatValuesSayAndNoBoundLosesAMatch(AttributeType keyType) {
    Schema schema = schema(keyType);
    Map<Operator, Integer> held = new EnumMap<>(Operator.class);
    int matched = 0;
    int narrowed = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Terms terms = new Terms(new Values(seed), schema);
      List<Value> first = terms.object();
      List<List<Term>> alternatives = new ArrayList<>();
      for (int i = seed % 4; i >= 0; i--) {
        alternatives.add(terms.conjunction(first));
      }
      Predicate predicate =
          new Predicate(
              alternatives.stream()
                  .map(conjunction -> conjunction.stream().map(Term::check).toList())
                  .toList());
      assertThat(PredicateChecker.problem(schema, predicate)).as("seed %d", seed).isEmpty();
      Evaluation evaluation = Evaluation.of(schema, predicate);
      narrowed += ValueRanges.ofKey(predicate).hull().equals(ValueRange.ALL) ? 0 : 1;
      for (int i = 0; i < OBJECTS; i++) {
        List<Value> object = i == 0 ? first : terms.object();
        boolean expected =
            alternatives.stream()
                .anyMatch(conjunction -> conjunction.stream().allMatch(t -> t.holds(object)));
        String what = "seed %d, object %d: %s of %s".formatted(seed, i, alternatives, object);
        Bytes key = Terms.key(schema, object);
        Bytes row = Terms.row(schema, object);
        assertThat(evaluation.matches(key, row)).as(what).isEqualTo(expected);
        assertThat(evaluation.firstFailing(key, row))
            .as(what)
            .isEqualTo(firstFailing(alternatives.getFirst(), object));
        if (expected) {
          assertThat(ValueRanges.ofKey(predicate).contains(key)).as(what).isTrue();
          assertThat(ValueRanges.ofKey(predicate).hull().contains(key)).as(what).isTrue();
          matched++;
        }
        for (List<Term> conjunction : alternatives) {
          boundsHoldExactly(schema, conjunction, object, what);
          conjunction.stream()
              .filter(term -> term.holds(object))
              .forEach(term -> held.merge(term.operator(), 1, Integer::sum));
        }
      }
    }
    assertThat(matched).isBetween(SEEDS / 5, SEEDS * OBJECTS - SEEDS / 5);
    assertThat(narrowed).isGreaterThan(SEEDS / 10);
    assertThat(held).as("operators that held").hasSize(operatorsOf(schema));
  }

  private static int firstFailing(List<Term> conjunction, List<Value> object) {
    return conjunction.stream()
        .filter(term -> !term.holds(object))
        .map(Term::attribute)
        .findFirst()
        .orElse(-1);
  }

  private static int operatorsOf(Schema schema) {
    return (int)
        List.of(Operator.values()).stream()
            .filter(operator ->
                schema.attributes().stream()
                    .anyMatch(attribute -> operator.appliesTo(attribute.type())))
            .count();
  }

  /** Of terms whose truth is a matter of ranges, the ranges say neither more nor less. */
  private static void boundsHoldExactly(
      Schema schema, List<Term> conjunction, List<Value> object, String what) {
    List<Term> exact =
        conjunction.stream()
            .filter(term -> Terms.exact(term.operator(), schema.attribute(term.attribute()).type()))
            .toList();
    Bounds bounds = Bounds.of(schema, exact.stream().map(Term::check).toList());
    boolean inside =
        bounds.ranges().entrySet().stream()
            .allMatch(entry -> inside(schema, entry.getKey(), entry.getValue(), object));
    boolean expected = exact.stream().allMatch(term -> term.holds(object));
    assertThat(inside).as(what).isEqualTo(expected);
    assertThat(bounds.contradictory() && expected).as(what).isFalse();
  }

  private static boolean inside(
      Schema schema, Place place, ValueRanges ranges, List<Value> object) {
    Bytes value = encoded(schema, object, place.attribute());
    if (!(schema.attribute(place.attribute()).type() instanceof AttributeType.Document)) {
      return ranges.contains(value);
    }
    int start = place.path().find(value.array(), 0);
    return start >= 0 && ranges.contains(DocumentBytes.ordered(value.array(), start));
  }

  private static Schema schema(AttributeType keyType) {
    List<Attribute> attributes = new ArrayList<>(Terms.schemaOfAllTypes(keyType).attributes());
    // Of what is most intricate there is more.
    for (int i = 0; i < 10; i++) {
      attributes.add(new Attribute("document" + i, AttributeType.DOCUMENT));
      attributes.add(new Attribute("string" + i, AttributeType.STRING));
    }
    return new Schema(attributes);
  }

  private static Bytes encoded(Schema schema, List<Value> object, int attribute) {
    return ValueCodec.encode(schema.attribute(attribute).type(), object.get(attribute));
  }
}
