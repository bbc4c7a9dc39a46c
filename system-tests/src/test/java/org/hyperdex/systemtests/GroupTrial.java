package org.hyperdex.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.Condition;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.GroupCase;
import org.hyperdex.core.function.GroupCase.Member;
import org.hyperdex.core.schema.SpaceOfAllTypes;

/**
 * A function on all objects that match, of those whose keys begin with the name.
 *
 * @param name no other trial's name begins with it
 */
record GroupTrial(String name, GroupCase what) implements MatrixTrial {
  private static final Value UNMARKED = Value.Text.of("elsewhere");

  /** That of all its writes together; some of them wait until their servers are replaced. */
  private static final CallOptions OPTIONS = CallOptions.timeout(Duration.ofSeconds(30));

  private Value key(Member member) {
    return Value.Text.of(name + member.number());
  }

  @Override
  public void prepare(MatrixSpace space) {
    for (Member member : what.members()) {
      Value mark = member.marked() ? MatrixSpace.MARK : UNMARKED;
      space.make(key(member), mark, what.call().type(), member.before());
    }
  }

  private Condition where() {
    Condition own = Condition.prefix("k", name);
    return switch (what.selection()) {
      case SOME -> own.and(Condition.equal("mark", MatrixSpace.MARK));
      case ALL -> own;
      case NONE -> own.and(Condition.greaterThan("mark", MatrixSpace.MARK));
    };
  }

  @Override
  public void carryOut(MatrixSpace space) {
    WriteOperation operation = WriteOperation.update().with(OperationTrial.step(what.operation()));
    GroupResult result;
    try (GroupOperation group =
        space.client().group(MatrixSpace.NAME, where(), operation, OPTIONS)) {
      result = group.await();
    }

    assertThat(result)
        .as("%s", what)
        .returns(what.matched(), GroupResult::matched)
        .returns(what.changed(), GroupResult::changed)
        .returns(what.failed(), GroupResult::refused)
        .returns(0L, GroupResult::unknown);
    assertThat(result.refusals()).hasSize((int) Math.min(what.failed(), 10)).isSubsetOf(refusals());
    assertState(space);
  }

  private List<GroupResult.Refusal> refusals() {
    return what.members().stream()
        .filter(what::selects)
        .map(member ->
            new GroupResult.Refusal(
                key(member),
                what.outcome(member),
                Optional.of(SpaceOfAllTypes.attribute(what.call().type()))))
        .toList();
  }

  @Override
  public void assertState(MatrixSpace space) {
    for (Member member : what.members()) {
      assertThat(MatrixSpace.value(space.get(key(member)), what.call().type()))
          .as("%s of %s", member, what.call())
          .contains(what.after(member));
    }
  }
}
