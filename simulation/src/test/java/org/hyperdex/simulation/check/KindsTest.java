package org.hyperdex.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.FunctionCall;
import org.hyperdex.core.protocol.ClientRequest.Update;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Written;
import org.junit.jupiter.api.Test;

/** What was answered is counted by its kind; what failed, or was never answered, was not done. */
class KindsTest {
  private static final Space SPACE =
      new Space(
          1,
          "space",
          Histories.SCHEMA,
          1,
          1,
          "",
          List.of(),
          List.of(new Index(2, 1, "", Index.State.READY)));

  private static Written added(Optional<Answer> answer) {
    Update twice =
        new Update(
            List.of(
                new FunctionCall(1, Function.ATOMIC_ADD, Histories.number(1)),
                new FunctionCall(1, Function.ATOMIC_ADD, Histories.number(2))));
    return new Written(
        Bytes.utf8("k"),
        1,
        2,
        new OperationId(1, 1),
        Existence.ANY,
        Optional.of(Histories.version(1)),
        Histories.atLeast(1).or(Histories.atLeast(2)),
        twice,
        answer);
  }

  private static Kinds kinds(History history) {
    return Kinds.of(history, SPACE);
  }

  @Test
  void aChangeIsItsFunctionsAndItsConditions() {
    History history = new History();
    history.add(added(Optional.of(new Answer(Outcome.OK, Histories.version(2)))));
    assertThat(kinds(history).counts())
        .containsEntry("atomic_add of int", 2L)
        .containsEntry("several functions of one attribute", 1L)
        .containsEntry("condition on a version", 1L)
        .containsEntry("guard", 1L)
        .containsEntry("guard of several alternatives", 1L)
        .containsEntry("ge of int", 2L)
        .containsEntry("end with OK", 1L);
  }

  @Test
  void functionsThatFailAreNotCarriedOut() {
    History history = new History();
    history.add(added(Optional.of(new Answer(Outcome.OVERFLOW, Histories.version(0)))));
    history.add(added(Optional.empty()));
    assertThat(kinds(history).counts())
        .containsEntry("end with OVERFLOW", 1L)
        .doesNotContainKey("atomic_add of int");
  }

  @Test
  void aSearchIsItsOperatorsItsColumnsAndItsOrder() {
    History history = new History();
    Ordering byNumber = new Ordering(1, true);
    history.add(
        new Searched(1, 2, Histories.atLeast(1), Columns.NONE, Optional.of(byNumber), List.of()));
    assertThat(kinds(history).counts())
        .containsEntry("search", 1L)
        .containsEntry("search for some attributes", 1L)
        .containsEntry("ge of int", 1L)
        .containsEntry("order int", 1L);
  }

  @Test
  void theTypesOfTheSpaceCount() {
    assertThat(kinds(new History()).counts())
        .containsOnlyKeys("key string", "attribute int", "index of int");
  }

  @Test
  void whatNeverCameUpIsMissing() {
    History history = new History();
    history.add(added(Optional.of(new Answer(Outcome.OK, Histories.version(2)))));
    Kinds kinds = kinds(history);
    assertThat(kinds.missing())
        .contains("atomic_add of float", "end with DELETED", "key int", "regex of document")
        .doesNotContain("atomic_add of int", "end with OK", "key string", "ge of int");
    assertThat(kinds.missing()).noneMatch(kind -> kind.contains("atomic_mod of float"));
  }
}
