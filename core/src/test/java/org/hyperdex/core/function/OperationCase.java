package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.schema.AttributePath;

/**
 * An operation on an attribute of an object in some situation, and what must come of it: the matrix
 * by which everything that offers operations to users is tested.
 *
 * @param call what to do
 * @param situation whether the object is there, and what is asked of it
 * @param before the attribute's value, if the object is there; otherwise the zero value
 */
public record OperationCase(FunctionCase call, Situation situation, Value before) {
  /** Whether there is an object, and what is asked of it. */
  public enum Situation {
    /** There is none, and none is to be made. */
    MISSING,
    /** There is none, and it is to be made. */
    MISSING_TO_CREATE,
    /** There is none, and it is to be made; the guard would be false if it were there. */
    MISSING_TO_CREATE_DESPITE_GUARD,
    /** There is one. */
    EXISTING,
    /** There is one, and the guard is true of it. */
    GUARD_TRUE,
    /** There is one, and only the second alternative of the guard is true of it. */
    SECOND_ALTERNATIVE_TRUE,
    /** There is one, and the guard is not true of it. */
    GUARD_FALSE,
    /** There is one that may be made as well, and the guard is not true of it. */
    GUARD_FALSE_THOUGH_CREATING;

    /** Whether there is an object. */
    public boolean there() {
      return compareTo(EXISTING) >= 0;
    }

    /** Whether the object may be made. */
    public boolean creates() {
      return this == MISSING_TO_CREATE
          || this == MISSING_TO_CREATE_DESPITE_GUARD
          || this == GUARD_FALSE_THOUGH_CREATING;
    }
  }

  /** Cases of every function that applies to {@code type}, in every situation. */
  public static List<OperationCase> all(AttributeType type, int rounds) {
    List<OperationCase> cases = new ArrayList<>();
    for (Function function : EdgeCases.functions(type)) {
      for (Situation situation : Situation.values()) {
        for (int round = 0; round < rounds; round++) {
          int seed =
              31 * (31 * function.operation().hashCode() + situation.name().hashCode()) + round;
          cases.add(any(new Values(seed), type, function, situation));
        }
      }
    }
    return cases;
  }

  private static OperationCase any(
      Values values, AttributeType type, Function function, Situation situation) {
    Value before =
        situation.there() ? values.of(type) : ValueCodec.decode(type, ValueCodec.zero(type));
    return new OperationCase(FunctionCase.any(values, type, function, before), situation, before);
  }

  /**
   * Cases of every function that applies to {@code type}: every edge as the argument and as the
   * value before, in situations in which the function is applied.
   */
  public static List<OperationCase> edges(AttributeType type) {
    Value zero = ValueCodec.decode(type, ValueCodec.zero(type));
    List<Situation> there =
        List.of(Situation.EXISTING, Situation.GUARD_TRUE, Situation.SECOND_ALTERNATIVE_TRUE);
    List<OperationCase> cases = new ArrayList<>();
    for (Function function : EdgeCases.functions(type)) {
      for (int shift = 0; shift < 2; shift++) {
        for (EdgeCases.Pair pair : EdgeCases.pairs(type, function, shift)) {
          Situation situation =
              pair.before().equals(zero)
                  ? Situation.MISSING_TO_CREATE
                  : there.get(cases.size() % there.size());
          cases.add(new OperationCase(pair.call(), situation, pair.before()));
        }
      }
    }
    return cases;
  }

  /** How it must end. */
  public Outcome outcome() {
    return switch (situation) {
      case MISSING -> Outcome.NOT_FOUND;
      case GUARD_FALSE, GUARD_FALSE_THOUGH_CREATING -> Outcome.GUARD_FAILED;
      case MISSING_TO_CREATE, MISSING_TO_CREATE_DESPITE_GUARD -> applied(Outcome.CREATED);
      case EXISTING, GUARD_TRUE, SECOND_ALTERNATIVE_TRUE -> applied(Outcome.OK);
    };
  }

  private Outcome applied(Outcome success) {
    try {
      Value _ = call.expected(before);
      return success;
    } catch (FunctionModel.Fails e) {
      return Outcome.valueOf(e.reason.name());
    }
  }

  /** The attribute's value afterwards; empty if there must be no object. */
  public Optional<Value> after() {
    if (outcome().success()) {
      return Optional.of(call.expected(before));
    }
    return situation.there() ? Optional.of(before) : Optional.empty();
  }

  /** The attribute and the path of the call as text. */
  public String place(String attribute) {
    return new AttributePath(attribute, call.call(1).path()).text();
  }

  /** The argument as users hand it over. */
  public Value argument() {
    return switch (call.argument()) {
      case Value value -> value;
      case Json json -> new Value.Document(json);
      case Long count -> new Value.Int(count);
      // Where to move a value to; of what is removed there is nothing more to say.
      default -> Value.Text.of(DocumentPath.parse(call.encoded().toUtf8()).text());
    };
  }
}
