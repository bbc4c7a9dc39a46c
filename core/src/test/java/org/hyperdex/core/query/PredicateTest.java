package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Allocation;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
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
  private static final List<Operator> COMPARISONS =
      List.of(
          Operator.EQUAL,
          Operator.LESS_THAN,
          Operator.LESS_EQUAL,
          Operator.GREATER_EQUAL,
          Operator.GREATER_THAN);

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
        default -> throw new IllegalArgumentException("no comparison: " + operator);
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
      Evaluation evaluation = Evaluation.of(SCHEMA, Predicate.all(checks));
      assertThat(evaluation.matches(key, row)).as("%s of %s", terms, object).isEqualTo(failing < 0);
      assertThat(evaluation.firstFailing(key, row)).isEqualTo(failing);
      matched += failing < 0 ? 1 : 0;
    }
    assertThat(matched).isBetween(rounds / 20, rounds - rounds / 20);
  }

  @Test
  void everyObjectMatchesThePredicateWithoutChecks() {
    List<Value> object = object(new Values(2));
    assertThat(evaluated(Predicate.TRUE, object)).isTrue();
    assertThat(evaluated(Predicate.FALSE, object)).isFalse();
    assertThat(evaluated(Predicate.FALSE.or(Predicate.TRUE), object)).isTrue();
    assertThat(evaluated(Predicate.TRUE.and(Predicate.FALSE), object)).isFalse();
  }

  private static boolean evaluated(Predicate predicate, List<Value> object) {
    return Evaluation.of(SCHEMA, predicate).matches(encoded(object, 0), row(object));
  }

  @Test
  void matchingAllocatesNothing() {
    Values values = new Values(3);
    List<Value> object = object(values);
    List<Check> checks = new ArrayList<>();
    for (int a = 0; a < SCHEMA.size(); a++) {
      checks.add(new Check(a, Operator.EQUAL, encoded(object, a)));
    }
    Evaluation evaluation = Evaluation.of(SCHEMA, Predicate.all(checks));
    Bytes key = encoded(object, 0);
    Bytes row = row(object);
    int[] matches = new int[1];
    long bytes = Allocation.bytesPerCall(() -> matches[0] += evaluation.matches(key, row) ? 1 : 0);
    assertThat(matches[0]).isPositive();
    assertThat(bytes).isZero();
  }

  @ParameterizedTest
  @EnumSource(Operator.class)
  void anOperatorIsRefusedForTypesItDoesNotApplyTo(Operator operator) {
    Values values = new Values(5);
    for (int a = 0; a < SCHEMA.size(); a++) {
      Attribute attribute = SCHEMA.attribute(a);
      Optional<AttributeType> argument = operator.argument(attribute.type());
      Bytes encoded = values.encoded(argument.orElse(AttributeType.INT));
      Check check =
          switch (operator) {
            case IN -> Check.in(a, DocumentPath.ROOT, List.of(encoded));
            case REGEX -> new Check(a, operator, Bytes.utf8("a+"));
            default -> new Check(a, operator, encoded);
          };
      if (argument.isPresent()) {
        assertThat(problem(check)).isEmpty();
      } else {
        assertThat(problem(check).orElseThrow())
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
        Predicate.all(
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
    return PredicateChecker.problem(SCHEMA, Predicate.all(List.of(check)));
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
      Operator operator = type.comparable() ? values.oneOf(COMPARISONS) : Operator.EQUAL;
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
