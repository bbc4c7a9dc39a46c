package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.data.Allocation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;

class PredicateTest {
  private static final Schema SCHEMA = Terms.schemaOfAllTypes(AttributeType.STRING);

  private final Terms terms = new Terms(new Values(1), SCHEMA);
  private final List<Value> object = terms.object();
  private final Bytes key = Terms.key(SCHEMA, object);
  private final Bytes row = Terms.row(SCHEMA, object);

  @Test
  void aPredicateWithoutAlternativesIsFalseAndAnAlternativeWithoutChecksTrue() {
    assertThat(matches(Predicate.TRUE)).isTrue();
    assertThat(matches(Predicate.FALSE)).isFalse();
    assertThat(matches(Predicate.FALSE.or(Predicate.TRUE))).isTrue();
    assertThat(matches(Predicate.TRUE.and(Predicate.FALSE))).isFalse();
    assertThat(matches(Predicate.TRUE.and(Predicate.TRUE))).isTrue();
  }

  @Test
  void bothIsTrueIfEachIsAndEitherIfOneIs() {
    List<Predicate> all = List.of(is(key).or(is(Bytes.utf8("x"))), is(Bytes.utf8("y")), is(key));
    for (Predicate a : all) {
      for (Predicate b : all) {
        assertThat(matches(a.and(b))).isEqualTo(matches(a) && matches(b));
        assertThat(matches(a.or(b))).isEqualTo(matches(a) || matches(b));
      }
    }
  }

  private static Predicate is(Bytes name) {
    return Predicate.all(new Check(0, Operator.EQUAL, name));
  }

  private boolean matches(Predicate predicate) {
    return Evaluation.of(SCHEMA, predicate).matches(key, row);
  }

  @Test
  void noOperatorButRegularExpressionsAllocates() {
    List<List<Check>> alternatives = new ArrayList<>();
    while (alternatives.size() < 300) {
      List<Check> checks = new ArrayList<>();
      terms.conjunction(object).stream()
          .filter(term -> term.operator() != Operator.REGEX && term.holds(object))
          .forEach(term -> checks.add(term.check()));
      // All that holds is looked at, and then the next alternative.
      checks.add(Check.in(0, DocumentPath.ROOT, List.of()));
      alternatives.add(checks);
    }
    Evaluation evaluation = Evaluation.of(SCHEMA, new Predicate(alternatives));
    int[] matches = new int[1];
    long bytes = Allocation.bytesPerCall(() -> matches[0] += evaluation.matches(key, row) ? 1 : 0);
    assertThat(matches[0]).isZero();
    assertThat(bytes).isZero();
  }

  @Test
  void operatorsAreFoundByTheirNames() {
    for (Operator operator : Operator.values()) {
      assertThat(Operator.named(operator.jsonName())).contains(operator);
    }
    assertThat(Operator.named("EQUAL")).isEmpty();
  }
}
