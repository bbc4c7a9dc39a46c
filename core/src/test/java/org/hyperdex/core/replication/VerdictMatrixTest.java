package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCase;
import org.hyperdex.core.function.FunctionModel;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.protocol.ClientRequest.Change;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.ClientRequest.Write;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation on every type, on an object that is missing or there, at the version asked for or
 * another, with guards true or false: outcome and state are what the model says.
 */
class VerdictMatrixTest {
  private static final Bytes KEY = Bytes.utf8("key");
  private static final Version STORED = new Version(3, 7);
  private static final Version OTHER = new Version(3, 6);
  private static final int ROUNDS = 6;

  /** The attribute guards are about, which no function changes. */
  private static final Bytes MARK = Bytes.utf8("mark");

  static List<AttributeType> types() {
    return Values.types();
  }

  private enum Guard {
    NONE,
    TRUE,
    FALSE,
    FALSE_OR_TRUE,
    NEVER;

    Predicate predicate() {
      Predicate yes = Predicate.all(new Check(1, Operator.EQUAL, MARK));
      Predicate no = Predicate.all(new Check(1, Operator.EQUAL, Bytes.utf8("other")));
      return switch (this) {
        case NONE -> Predicate.TRUE;
        case TRUE -> yes;
        case FALSE -> no;
        case FALSE_OR_TRUE -> no.or(yes);
        case NEVER -> Predicate.FALSE;
      };
    }

    boolean holds() {
      return this != FALSE && this != NEVER;
    }
  }

  @ParameterizedTest
  @MethodSource("types")
  void outcomeAndStateAreWhatTheModelSays(AttributeType type) {
    Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
    List<@Nullable Function> changes = new ArrayList<>(List.of(Function.values()));
    changes.removeIf(function -> Signatures.argument(function, type).isEmpty());
    changes.add(null);
    for (Function function : changes) {
      for (Existence existence : Existence.values()) {
        for (Guard guard : Guard.values()) {
          for (int round = 0; round < ROUNDS; round++) {
            seen.add(compare(type, function, existence, guard, round));
          }
        }
      }
    }
    assertThat(seen)
        .contains(
            Outcome.CREATED,
            Outcome.OK,
            Outcome.DELETED,
            Outcome.NOT_FOUND,
            Outcome.EXISTS,
            Outcome.GUARD_FAILED,
            Outcome.VERSION_MISMATCH);
  }

  private static Outcome compare(
      AttributeType type,
      @Nullable Function function,
      Existence existence,
      Guard guard,
      int round) {
    int seed =
        1000 * types().indexOf(type)
            + (function == null ? 0 : function.operation().hashCode())
            + round;
    Values values = new Values(seed);
    boolean there = round % 2 == 0;
    Optional<Version> ifVersion =
        switch (round % 3) {
          case 0 -> Optional.of(round % 2 == 0 ? STORED : OTHER);
          default -> round == 5 ? Optional.of(OTHER) : Optional.empty();
        };
    Value before = there ? values.of(type) : ValueCodec.decode(type, ValueCodec.zero(type));
    FunctionCase any = function == null ? null : FunctionCase.any(values, type, function, before);
    Change change = any == null ? new Delete() : new Update(List.of(any.call(2)));
    Schema schema =
        new Schema(
            List.of(
                new Attribute("k", AttributeType.STRING),
                new Attribute("mark", AttributeType.STRING),
                new Attribute("a", type)));
    Write write =
        new Write(
            1,
            2,
            3,
            new OperationId(4, 5),
            0,
            KEY,
            existence,
            ifVersion,
            guard.predicate(),
            change);
    Bytes row = row(type, MARK, before);
    String what =
        "%s %s %s %s of %s, seed %d".formatted(any, existence, guard, ifVersion, before, seed);

    assertThat(WriteProblem.of(schema, write)).as(what).isEmpty();
    Verdict verdict = Verdict.of(schema, write, there ? new StoredRow(STORED, row) : null);

    Verdict expected = expected(type, any, existence, ifVersion, guard, before, there);
    assertThat(verdict).as(what).isEqualTo(expected);
    return verdict.outcome();
  }

  private static Verdict expected(
      AttributeType type,
      @Nullable FunctionCase any,
      Existence existence,
      Optional<Version> ifVersion,
      Guard guard,
      Value before,
      boolean there) {
    if (!there) {
      if (ifVersion.isPresent()) {
        return new Verdict(Outcome.VERSION_MISMATCH, -1, null);
      }
      if (existence == Existence.MUST_EXIST || any == null) {
        return new Verdict(Outcome.NOT_FOUND, -1, null);
      }
      return applied(type, Outcome.CREATED, Bytes.EMPTY, any, before);
    }
    if (existence == Existence.MUST_NOT_EXIST) {
      return new Verdict(Outcome.EXISTS, -1, null);
    }
    if (ifVersion.isPresent() && !ifVersion.get().equals(STORED)) {
      return new Verdict(Outcome.VERSION_MISMATCH, -1, null);
    }
    if (!guard.holds()) {
      return new Verdict(Outcome.GUARD_FAILED, guard == Guard.NEVER ? -1 : 1, null);
    }
    return any == null
        ? new Verdict(Outcome.DELETED, -1, null)
        : applied(type, Outcome.OK, MARK, any, before);
  }

  private static Verdict applied(
      AttributeType type, Outcome outcome, Bytes mark, FunctionCase any, Value before) {
    try {
      return new Verdict(outcome, -1, row(type, mark, any.expected(before)));
    } catch (FunctionModel.Fails e) {
      return new Verdict(Outcome.valueOf(e.reason.name()), 2, null);
    }
  }

  private static Bytes row(AttributeType type, Bytes mark, Value value) {
    return Row.of(List.of(mark, ValueCodec.encode(type, value)));
  }
}
