package org.hyperdex.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest.Delete;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.simulation.check.History;
import org.hyperdex.simulation.check.History.Counted;
import org.hyperdex.simulation.check.History.Grouped;
import org.hyperdex.simulation.check.History.Searched;
import org.hyperdex.simulation.check.Kinds;
import org.hyperdex.simulation.check.Observation;
import org.hyperdex.simulation.check.Observation.Seen;
import org.hyperdex.simulation.check.Observation.Written;
import org.junit.jupiter.api.Test;

/** Runs in which too little met are refused, and no others. */
class VacuityCheckTest {
  private static final Scenario CALM = Scenario.named("calm");
  private static final Bytes KEY = Bytes.utf8("k");
  private static final Bytes OTHER = Bytes.utf8("other");
  private static final Predicate ANYTHING = Predicate.TRUE;

  private final History history = new History();
  private final Coverage coverage = new Coverage();
  private final Workload.Totals totals = new Workload.Totals();

  private void operations(long begun, long answered) {
    totals.begun = begun;
    totals.answered = answered;
  }

  private void change(Bytes key, long begin, long end) {
    OperationId operation = new OperationId(1, begin);
    history.add(
        new Written(
            key,
            begin,
            end,
            operation,
            Existence.ANY,
            Optional.empty(),
            Predicate.TRUE,
            new Delete(),
            Optional.empty()));
  }

  private void read(Bytes key, long begin, long end) {
    history.add(new Seen(key, begin, end, Optional.empty()));
  }

  private void search(long begin, long end) {
    history.add(new Searched(begin, end, ANYTHING, List.of()));
  }

  private void check(Scenario scenario) {
    VacuityCheck.check(scenario, totals, history, coverage);
  }

  private void holds() {
    operations(2, 2);
    assertThatCode(() -> check(CALM)).doesNotThrowAnyException();
  }

  private void isVacuous() {
    operations(2, 2);
    assertThatThrownBy(() -> check(CALM))
        .isInstanceOf(Violation.class)
        .hasMessage("vacuity: only 0 of 2 operations overlap");
  }

  @Test
  void operationsOfOneObjectMeet() {
    change(KEY, 1, 3);
    read(KEY, 2, 4);
    holds();
  }

  @Test
  void thoseOfTwoObjectsDoNot() {
    change(KEY, 1, 3);
    read(OTHER, 2, 4);
    isVacuous();
  }

  @Test
  void thoseThatFollowEachOtherDoNot() {
    change(KEY, 1, 2);
    read(KEY, 3, 4);
    search(5, 6);
    change(OTHER, 7, 8);
    isVacuous();
  }

  @Test
  void aSearchMeetsAChangeThatIsUnderWay() {
    change(KEY, 1, 3);
    search(2, 4);
    holds();
  }

  @Test
  void aChangeMeetsASearchThatIsUnderWay() {
    search(1, 3);
    change(KEY, 2, 4);
    holds();
  }

  @Test
  void aCountIsASearch() {
    history.add(new Counted(1, 3, ANYTHING, 0));
    change(KEY, 2, 4);
    holds();
  }

  @Test
  void aGroupOperationIsASearch() {
    history.add(new Grouped(1, 3, ANYTHING, List.of()));
    change(KEY, 2, 4);
    holds();
  }

  @Test
  void aGroupOperationDoesNotMeetItsOwnChanges() {
    history.add(new Grouped(1, 4, ANYTHING, List.of(KEY)));
    change(KEY, 2, 3);
    isVacuous();
  }

  @Test
  void readsAloneProveNothingToASearch() {
    read(KEY, 1, 3);
    search(2, 5);
    read(KEY, 4, 6);
    isVacuous();
  }

  @Test
  void aChangeOfUnknownEndIsNotThereForEver() {
    change(KEY, 1, Observation.NEVER);
    read(KEY, 2, 3);
    search(4, 5);
    isVacuous();
  }

  @Test
  void whoIsAloneMeetsNobody() {
    read(KEY, 1, 2);
    operations(2, 2);
    assertThatCode(() -> check(CALM.with(1, 1, 2))).doesNotThrowAnyException();
  }

  @Test
  void mostOperationsMustBeAnswered() {
    operations(3, 1);
    assertThatThrownBy(() -> check(CALM)).hasMessage("vacuity: only 1 of 3 operations");
  }

  @Test
  void whatIsAboutKindsOfOperationsMustHaveMany() {
    change(KEY, 1, 3);
    read(KEY, 2, 4);
    operations(3, 3);
    Scenario types = Scenario.named("types").withoutFaults();
    assertThatThrownBy(() -> check(types)).hasMessage("vacuity: only 0 of 3 kinds of operations");
    History more = new History();
    more.add(new Counted(1, 2, ANYTHING, 0));
    coverage.answered(Kinds.of(more, space()));
    assertThatCode(() -> check(types)).doesNotThrowAnyException();
  }

  private static Space space() {
    Schema schema =
        new Schema(
            List.of(
                new Attribute("key", AttributeType.STRING),
                new Attribute("text", AttributeType.STRING)));
    return new Space(1, "types", schema, 1, 1, "", List.of(), List.of());
  }

  @Test
  void enoughMustGoWrong() {
    change(KEY, 1, 3);
    read(KEY, 2, 4);
    operations(2, 2);
    Scenario links = CALM.with(Fault.BROKEN_LINK, 5);
    coverage.injected(Fault.BROKEN_LINK);
    assertThatThrownBy(() -> check(links)).hasMessage("vacuity: only 1 of 5 faults");
    coverage.injected(Fault.BROKEN_LINK);
    assertThatCode(() -> check(links)).doesNotThrowAnyException();
  }
}
