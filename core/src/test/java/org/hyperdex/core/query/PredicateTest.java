package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Allocation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueModel;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What bytes say of a predicate is what the values say. */
class PredicateTest {
  private static final Schema SCHEMA = schemaOfAllTypes();

  /** A check on decoded values. */
  private record Term(int attribute, Operator operator, Value argument) {
    boolean holds(List<Value> object) {
      Value value = object.get(attribute);
      return switch (operator) {
        case EQUAL -> value.equals(argument);
        case LESS_THAN -> ValueModel.compare(value, argument) < 0;
        case LESS_EQUAL -> ValueModel.compare(value, argument) <= 0;
        case GREATER_EQUAL -> ValueModel.compare(value, argument) >= 0;
        case GREATER_THAN -> ValueModel.compare(value, argument) > 0;
      };
    }

    Check check() {
      AttributeType type = SCHEMA.attribute(attribute).type();
      return new Check(attribute, operator, ValueCodec.encode(type, argument));
    }
  }

  @Test
  void anObjectMatchesExactlyIfItsValuesSatisfyEveryTerm() {
    Values values = new Values(1);
    int matched = 0;
    int rounds = 5_000;
    for (int i = 0; i < rounds; i++) {
      List<Value> object = object(values);
      List<Term> terms = terms(values, object);
      List<Check> checks = terms.stream().map(Term::check).toList();
      int failing =
          terms.stream()
              .filter(term -> !term.holds(object))
              .map(Term::attribute)
              .findFirst()
              .orElse(-1);
      Bytes key = encoded(object, 0);
      Bytes row = row(object);
      assertThat(Evaluation.matches(new Predicate(checks), key, row))
          .as("%s of %s", terms, object)
          .isEqualTo(failing < 0);
      assertThat(Evaluation.firstFailing(checks, key, row)).isEqualTo(failing);
      matched += failing < 0 ? 1 : 0;
    }
    assertThat(matched).isBetween(rounds / 20, rounds - rounds / 20);
  }

  @Test
  void everyObjectMatchesThePredicateWithoutChecks() {
    List<Value> object = object(new Values(2));
    assertThat(Evaluation.matches(Predicate.TRUE, encoded(object, 0), row(object))).isTrue();
  }

  @Test
  void matchingAllocatesNothing() {
    Values values = new Values(3);
    List<Value> object = object(values);
    List<Check> checks = new ArrayList<>();
    for (int a = 0; a < SCHEMA.size(); a++) {
      checks.add(new Check(a, Operator.EQUAL, encoded(object, a)));
    }
    Predicate predicate = new Predicate(checks);
    Bytes key = encoded(object, 0);
    Bytes row = row(object);
    int[] matches = new int[1];
    long bytes =
        Allocation.bytesPerCall(
            () -> matches[0] += Evaluation.matches(predicate, key, row) ? 1 : 0);
    assertThat(matches[0]).isPositive();
    assertThat(bytes).isZero();
  }

  @Test
  void theKeyRangeHoldsExactlyTheKeysThatTheChecksOnTheKeyAllow() {
    Values values = new Values(4);
    int contained = 0;
    int empty = 0;
    for (int i = 0; i < 10_000; i++) {
      List<Value> object = object(values);
      List<Check> checks = terms(values, object).stream().map(Term::check).toList();
      List<Check> onKey = checks.stream().filter(check -> check.attribute() == 0).toList();
      KeyRange range = KeyRange.of(new Predicate(checks));
      Bytes key = encoded(object, 0);
      boolean allowed = Evaluation.matches(new Predicate(onKey), key, row(object));
      assertThat(range.contains(key)).as("%s in %s", key, range).isEqualTo(allowed);
      assertThat(range.beyond(key) && allowed).isFalse();
      contained += allowed ? 1 : 0;
      empty += range.empty() ? 1 : 0;
    }
    assertThat(contained).isPositive();
    assertThat(empty).isPositive();
  }

  @Test
  void theKeyRangeIsAsNarrowAsTheTightestBounds() {
    KeyRange range =
        range(
            key(Operator.GREATER_EQUAL, "b"),
            key(Operator.LESS_EQUAL, "y"),
            key(Operator.GREATER_THAN, "b"),
            key(Operator.LESS_THAN, "z"),
            key(Operator.GREATER_THAN, "a"));
    assertThat(range)
        .isEqualTo(new KeyRange(Bytes.utf8("b"), false, Optional.of(Bytes.utf8("y")), true, false));
    assertThat(range.beyond(Bytes.utf8("a"))).isFalse();
    assertThat(range.beyond(Bytes.utf8("y"))).isFalse();
    assertThat(range.beyond(Bytes.utf8("ya"))).isTrue();
  }

  @Test
  void aKeyThatIsToEqualTwoThingsIsInNoRange() {
    assertThat(range(key(Operator.EQUAL, "a"), key(Operator.EQUAL, "b"))).isEqualTo(KeyRange.NONE);
    assertThat(range(key(Operator.EQUAL, "a"), key(Operator.GREATER_THAN, "a")))
        .isEqualTo(KeyRange.NONE);
    assertThat(range(key(Operator.LESS_THAN, "a"), key(Operator.GREATER_EQUAL, "a")))
        .isEqualTo(KeyRange.NONE);
    assertThat(KeyRange.NONE.contains(Bytes.EMPTY)).isFalse();
    assertThat(KeyRange.NONE.beyond(Bytes.EMPTY)).isTrue();
  }

  @Test
  void aPredicateThatSaysNothingOfTheKeyAllowsEveryKey() {
    assertThat(range(new Check(1, Operator.EQUAL, Bytes.EMPTY))).isEqualTo(KeyRange.ALL);
    assertThat(KeyRange.ALL.contains(Bytes.EMPTY)).isTrue();
    assertThat(KeyRange.ALL.beyond(Bytes.utf8("\uFFFF"))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void anOperatorAppliesToOrderedTypesAndEqualityToAll(Operator operator) {
    Values values = new Values(5);
    for (int a = 0; a < SCHEMA.size(); a++) {
      Attribute attribute = SCHEMA.attribute(a);
      boolean ordered =
          attribute.type() instanceof AttributeType.Primitive
              || attribute.type() instanceof AttributeType.Timestamp;
      Optional<String> problem = problem(new Check(a, operator, values.encoded(attribute.type())));
      if (ordered || operator == Operator.EQUAL) {
        assertThat(problem).isEmpty();
      } else {
        assertThat(problem.orElseThrow())
            .contains(operator.jsonName(), attribute.name(), attribute.type().description());
      }
    }
  }

  @Test
  void anUnknownAttributeIsAProblem() {
    for (int position : new int[] {-1, SCHEMA.size(), Integer.MAX_VALUE}) {
      assertThat(problem(new Check(position, Operator.EQUAL, Bytes.EMPTY)).orElseThrow())
          .contains("unknown attribute", Integer.toString(position));
    }
  }

  @Test
  void anArgumentOfAnotherTypeIsAProblemWhichNamesTheCheck() {
    int position = SCHEMA.position("int").orElseThrow();
    Predicate predicate =
        new Predicate(
            List.of(
                new Check(position, Operator.EQUAL, ValueCodec.zero(AttributeType.INT)),
                new Check(position, Operator.EQUAL, Bytes.utf8("seven"))));
    assertThat(PredicateChecker.problem(SCHEMA, predicate).orElseThrow())
        .contains("check 1", "attribute int", "type int");
  }

  @Test
  void operatorsAreFoundByTheirNames() {
    for (Operator operator : Operator.values()) {
      assertThat(Operator.named(operator.jsonName())).contains(operator);
    }
    assertThat(Operator.named("EQUAL")).isEmpty();
  }

  private static Optional<String> problem(Check check) {
    return PredicateChecker.problem(SCHEMA, new Predicate(List.of(check)));
  }

  private static Check key(Operator operator, String argument) {
    return new Check(0, operator, Bytes.utf8(argument));
  }

  private static KeyRange range(Check... checks) {
    return KeyRange.of(new Predicate(List.of(checks)));
  }

  /** A string key called k, and an attribute of every type called by its description. */
  private static Schema schemaOfAllTypes() {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("k", AttributeType.STRING));
    for (AttributeType type : Values.types()) {
      attributes.add(new Attribute(type.description(), type));
    }
    return new Schema(attributes);
  }

  private static List<Value> object(Values values) {
    List<Value> object = new ArrayList<>();
    for (Attribute attribute : SCHEMA.attributes()) {
      object.add(values.of(attribute.type()));
    }
    return object;
  }

  /** Up to 4 terms, every other one about the object's own value, so that many hold. */
  private static List<Term> terms(Values values, List<Value> object) {
    List<Term> terms = new ArrayList<>();
    for (int i = values.below(5); i > 0; i--) {
      int attribute = values.below(3) == 0 ? 0 : values.below(SCHEMA.size());
      AttributeType type = SCHEMA.attribute(attribute).type();
      Value argument = values.below(2) == 0 ? object.get(attribute) : values.of(type);
      Operator operator =
          type.comparable() ? values.oneOf(List.of(Operator.values())) : Operator.EQUAL;
      terms.add(new Term(attribute, operator, argument));
    }
    return terms;
  }

  private static Bytes encoded(List<Value> object, int attribute) {
    return ValueCodec.encode(SCHEMA.attribute(attribute).type(), object.get(attribute));
  }

  private static Bytes row(List<Value> object) {
    List<Bytes> columns = new ArrayList<>();
    for (int a = 1; a < object.size(); a++) {
      columns.add(encoded(object, a));
    }
    return Row.of(columns);
  }
}
