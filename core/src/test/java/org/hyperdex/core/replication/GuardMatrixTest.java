package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.GuardCase;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A guard of every operator on every type, alone and as an alternative, on edges of that type and
 * with edges as its argument: the write takes effect exactly if the model says that it holds.
 */
class GuardMatrixTest {
  private static final Version STORED = new Version(3, 7);
  private static final Bytes MARK = Bytes.utf8("mark");

  static List<AttributeType> types() {
    return Values.types();
  }

  static List<AttributeType> keyTypes() {
    return Values.comparableTypes();
  }

  @ParameterizedTest
  @MethodSource("types")
  void aGuardOnAnAttributeHoldsWhenTheModelSaysSo(AttributeType type) {
    Schema schema = schema(AttributeType.STRING, type);
    Set<String> seen = new TreeSet<>();
    for (GuardCase guard : GuardCase.all(type)) {
      Bytes row = Row.of(List.of(MARK, ValueCodec.encode(type, guard.value())));
      judged(schema, Bytes.utf8("key"), row, guard, 2);
      seen.add(guard.operator() + " " + guard.holds());
    }
    assertThat(seen)
        .containsExactlyInAnyOrderElementsOf(
            GuardCase.operators(type).stream()
                .flatMap(operator -> Stream.of(operator + " true", operator + " false"))
                .toList());
  }

  @ParameterizedTest
  @MethodSource("keyTypes")
  void aGuardOnTheKeyHoldsWhenTheModelSaysSo(AttributeType type) {
    Schema schema = schema(type, AttributeType.STRING);
    Bytes row = Row.of(List.of(MARK, Bytes.EMPTY));
    for (GuardCase guard : GuardCase.all(type)) {
      judged(schema, ValueCodec.encode(type, guard.value()), row, guard, 0);
    }
  }

  private static void judged(Schema schema, Bytes key, Bytes row, GuardCase guard, int attribute) {
    Check check = guard.check(attribute);
    Predicate alone = Predicate.all(check);
    Predicate never = Predicate.all(new Check(1, Operator.EQUAL, Bytes.utf8("another")));
    Predicate always = Predicate.all(new Check(1, Operator.EQUAL, MARK));
    Verdict done = new Verdict(Outcome.DELETED, -1, null);
    Verdict refused = new Verdict(Outcome.GUARD_FAILED, attribute, null);
    Verdict neither = new Verdict(Outcome.GUARD_FAILED, 1, null);

    assertThat(verdict(schema, key, row, alone))
        .as("%s", guard)
        .isEqualTo(guard.holds() ? done : refused);
    assertThat(verdict(schema, key, row, never.or(alone)))
        .as("second alternative: %s", guard)
        .isEqualTo(guard.holds() ? done : neither);
    assertThat(verdict(schema, key, row, alone.or(always))).as("%s", guard).isEqualTo(done);
    assertThat(verdict(schema, key, row, always.and(alone)))
        .as("together: %s", guard)
        .isEqualTo(guard.holds() ? done : refused);
  }

  private static Verdict verdict(Schema schema, Bytes key, Bytes row, Predicate guards) {
    Write write =
        new Write(
            1,
            2,
            3,
            new OperationId(4, 5),
            0,
            key,
            Existence.MUST_EXIST,
            Optional.empty(),
            guards,
            new Delete());
    assertThat(WriteProblem.of(schema, write)).isEmpty();
    return Verdict.of(schema, write, new StoredRow(STORED, row));
  }

  private static Schema schema(AttributeType key, AttributeType type) {
    return new Schema(
        List.of(
            new Attribute("k", key),
            new Attribute("mark", AttributeType.STRING),
            new Attribute("a", type)));
  }
}
