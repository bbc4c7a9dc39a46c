package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.query.GuardCase;
import org.hyperdex.core.schema.SpaceOfAllTypes;

/**
 * A write of the mark with a guard on an attribute.
 *
 * @param alternative whether the guard is the second alternative, behind one that is false
 */
record GuardTrial(Value key, GuardCase guard, boolean alternative) implements MatrixTrial {
  private static final Value CHANGED = Value.Text.of("there");

  private String attribute() {
    return SpaceOfAllTypes.attribute(guard.type());
  }

  @Override
  public void prepare(MatrixSpace space) {
    space.make(key, MatrixSpace.MARK, guard.type(), guard.value());
  }

  @Override
  public void carryOut(MatrixSpace space) {
    Condition alone =
        Condition.of(
            new Condition.Term(guard.place(attribute()), guard.operator(), guard.arguments()));
    Condition never = Condition.equal("mark", CHANGED);
    WriteOperation operation =
        WriteOperation.update().put("mark", CHANGED).onlyIf(alternative ? never.or(alone) : alone);

    WriteResult result = space.write(key, operation);

    assertThat(result.outcome())
        .as("%s", guard)
        .isEqualTo(guard.holds() ? Outcome.OK : Outcome.GUARD_FAILED);
    assertThat(result.attribute())
        .as("%s", guard)
        .isEqualTo(
            guard.holds() ? Optional.empty() : Optional.of(alternative ? "mark" : attribute()));
    assertState(space);
  }

  @Override
  public void assertState(MatrixSpace space) {
    Optional<StoredObject> found = space.get(key);
    assertThat(found.flatMap(object -> object.attribute("mark")))
        .as("%s", guard)
        .contains(guard.holds() ? CHANGED : MatrixSpace.MARK);
    assertThat(MatrixSpace.value(found, guard.type())).as("%s", guard).contains(guard.value());
  }
}
