package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.OperationCase;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.SpaceOfAllTypes;

/** One operation on one object. */
record OperationTrial(Value key, OperationCase what) implements MatrixTrial {
  private AttributeType type() {
    return what.call().type();
  }

  /** The operation as a step of a write. */
  static FunctionCalls.Step step(OperationCase what) {
    return new FunctionCalls.Step(
        what.place(SpaceOfAllTypes.attribute(what.call().type())),
        what.call().function(),
        what.argument());
  }

  @Override
  public void prepare(MatrixSpace space) {
    if (what.situation().there()) {
      space.make(key, MatrixSpace.MARK, type(), what.before());
    }
  }

  @Override
  public void carryOut(MatrixSpace space) {
    WriteOperation plain =
        what.situation().creates() ? WriteOperation.upsert() : WriteOperation.update();
    WriteOperation operation = guarded(plain.with(step(what)));

    WriteResult result = space.write(key, operation);

    String told = "%s on %s".formatted(operation, what.before());
    Optional<StoredObject> after = space.get(key);
    assertThat(result.outcome()).as(told).isEqualTo(what.outcome());
    assertState(after);
    if (result.outcome().success()) {
      assertThat(after.map(StoredObject::version)).as(told).contains(result.version());
    } else {
      assertThat(result.version()).as(told).isEqualTo(Version.NONE);
    }
    assertThat(result.attribute()).as(told).isEqualTo(named());
    assertThat(result.functions())
        .as(told)
        .isEqualTo(
            what.outcome().functionFailed()
                ? List.of(what.call().function().operation())
                : List.of());
  }

  private Optional<String> named() {
    if (what.outcome() == Outcome.GUARD_FAILED) {
      return Optional.of("mark");
    }
    return what.outcome().functionFailed()
        ? Optional.of(SpaceOfAllTypes.attribute(type()))
        : Optional.empty();
  }

  private WriteOperation guarded(WriteOperation operation) {
    Condition yes = Condition.equal("mark", MatrixSpace.MARK);
    Condition no = Condition.greaterThan("mark", MatrixSpace.MARK);
    return switch (what.situation()) {
      case MISSING, MISSING_TO_CREATE, EXISTING -> operation;
      case GUARD_TRUE -> operation.onlyIf(yes);
      case SECOND_ALTERNATIVE_TRUE -> operation.onlyIf(no.or(yes));
      case MISSING_TO_CREATE_DESPITE_GUARD, GUARD_FALSE, GUARD_FALSE_THOUGH_CREATING ->
          operation.onlyIf(no);
    };
  }

  @Override
  public void assertState(MatrixSpace space) {
    assertState(space.get(key));
  }

  private void assertState(Optional<StoredObject> found) {
    assertThat(MatrixSpace.value(found, type())).as("after %s", what).isEqualTo(what.after());
  }
}
