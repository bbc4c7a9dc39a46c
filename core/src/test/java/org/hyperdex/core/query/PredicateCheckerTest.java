package org.hyperdex.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentCodec;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of a predicate before it is evaluated. */
class PredicateCheckerTest {
  private static final Schema SCHEMA = Terms.schemaOfAllTypes(AttributeType.STRING);

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
  void valuesOfAnotherTypeMakeNoCheck() {
    assertThatThrownBy(() -> check(AttributeType.INT, Operator.EQUAL, Value.Text.of("x")))
        .isInstanceOf(ValueException.class)
        .hasMessageContaining("expected int, found string");
    assertThatThrownBy(() -> check(AttributeType.INT, Operator.PREFIX, Value.Text.of("x")))
        .isInstanceOf(ValueException.class)
        .hasMessage("prefix does not apply to type int");
    assertThatThrownBy(() -> check(AttributeType.INT, Operator.EQUAL))
        .isInstanceOf(ValueException.class)
        .hasMessage("eq takes one value, found 0");
  }

  @Test
  void inADocumentPlainStringsAndNumbersAreTakenForJson() {
    assertThat(check(AttributeType.DOCUMENT, Operator.EQUAL, new Value.Int(5)))
        .isEqualTo(
            check(AttributeType.DOCUMENT, Operator.EQUAL, new Value.Document(new Json.Int(5))));
    assertThat(check(AttributeType.DOCUMENT, Operator.IN, Value.Text.of("x")).values())
        .containsExactly(DocumentCodec.encode(new Json.Text("x")));
  }

  private static Check check(AttributeType type, Operator operator, Value... values) {
    return Check.of(1, type, DocumentPath.ROOT, operator, List.of(values));
  }

  @Test
  void aPathIntoWhatIsNoDocumentIsAProblem() {
    DocumentPath path = DocumentPath.parse("a.b");
    assertThat(problem(new Check(0, path, Operator.EQUAL, Bytes.EMPTY)).orElseThrow())
        .contains("attribute k", "'a.b'", "type string");
  }

  @Test
  void aRegularExpressionThatIsNoneIsAProblem() {
    assertThat(problem(new Check(0, Operator.REGEX, Bytes.utf8("(a"))).orElseThrow())
        .contains("attribute k", "regular expression", "(a");
  }

  /** Each by itself is small enough; thousands would fit into a request. */
  @Test
  void regularExpressionsAreBoundedTogether() {
    List<Check> different = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      different.add(new Check(0, Operator.REGEX, Bytes.utf8("(?:a{1000})" + i)));
    }
    assertThat(PredicateChecker.problem(SCHEMA, Predicate.all(different)).orElseThrow())
        .contains("regular expressions of a predicate", "20000 steps");

    List<Check> same = Collections.nCopies(1_000, different.getFirst());
    assertThat(PredicateChecker.problem(SCHEMA, Predicate.all(same))).isEmpty();

    List<Check> lengthy = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      lengthy.add(new Check(0, Operator.REGEX, Bytes.utf8((char) ('a' + i) + "b".repeat(999))));
    }
    assertThat(PredicateChecker.problem(SCHEMA, Predicate.all(lengthy)).orElseThrow())
        .contains("regular expressions of a predicate", "10000 bytes");
  }

  @Test
  void aPredicateOfTooManyChecksIsAProblem() {
    Check check = new Check(0, Operator.EQUAL, Bytes.EMPTY);
    List<Check> many = Collections.nCopies(PredicateChecker.MAX_CHECKS, check);
    assertThat(PredicateChecker.problem(SCHEMA, Predicate.all(many))).isEmpty();
    assertThat(PredicateChecker.problem(SCHEMA, Predicate.all(many).or(Predicate.all(check))))
        .isPresent();
    List<List<Check>> empties =
        Collections.nCopies(PredicateChecker.MAX_ALTERNATIVES + 1, List.of());
    assertThat(PredicateChecker.problem(SCHEMA, new Predicate(empties))).isPresent();
  }

  @Test
  void whateverComesIsJudgedAndWhatIsLetThroughIsEvaluated() {
    int evaluated = 0;
    for (int seed = 0; seed < 20_000; seed++) {
      Values values = new Values(seed);
      int attribute = values.below(SCHEMA.size());
      AttributeType type = SCHEMA.attribute(attribute).type();
      Operator operator = values.oneOf(List.of(Operator.values()));
      AttributeType wanted = operator.argument(type).orElse(type);
      Bytes argument =
          values.below(4) == 0 ? values.bytes(20) : values.damaged(values.encoded(wanted));
      Predicate predicate = Predicate.all(new Check(attribute, operator, argument));
      if (PredicateChecker.problem(SCHEMA, predicate).isEmpty()) {
        Terms terms = new Terms(values, SCHEMA);
        List<Value> object = terms.object();
        boolean matches =
            Evaluation.of(SCHEMA, predicate)
                .matches(Terms.key(SCHEMA, object), Terms.row(SCHEMA, object));
        assertThat(
                !matches || ValueRanges.ofKey(predicate).hull().contains(Terms.key(SCHEMA, object)))
            .as("seed %d: %s", seed, predicate)
            .isTrue();
        evaluated++;
      }
    }
    assertThat(evaluated).isGreaterThan(500);
  }

  private static Optional<String> problem(Check check) {
    return PredicateChecker.problem(SCHEMA, Predicate.all(List.of(check)));
  }
}
