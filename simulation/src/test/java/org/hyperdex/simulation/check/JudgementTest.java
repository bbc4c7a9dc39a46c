package org.hyperdex.simulation.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hyperdex.core.protocol.Outcome.CREATED;
import static org.hyperdex.core.protocol.Outcome.DELETED;
import static org.hyperdex.core.protocol.Outcome.NOT_FOUND;
import static org.hyperdex.core.protocol.Outcome.OK;
import static org.hyperdex.core.protocol.Outcome.OVERFLOW;
import static org.hyperdex.core.protocol.Outcome.VERSION_MISMATCH;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Ordering;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.simulation.check.Observation.Answer;
import org.hyperdex.simulation.check.Observation.Written;
import org.junit.jupiter.api.Test;

/** The judges acquit what may happen and convict what must not. */
class JudgementTest {
  private static final String LINEARIZABILITY = Judgement.LINEARIZABILITY;

  private static Histories history() {
    return new Histories(false);
  }

  private static Histories repaired() {
    return new Histories(true);
  }

  @Test
  void readsOverlappingAWriteSeeTheOldOrTheNew() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .put(3, 10, 8, OK, 2)
                .get(4, 5, 7, 1)
                .get(6, 7, 8, 2)
                .get(11, 12, 8, 2)
                .findings())
        .isEmpty();
  }

  @Test
  void aReadAfterAWriteMustNotSeeTheOld() {
    assertThat(history().put(1, 2, 7, CREATED, 1).put(3, 4, 8, OK, 2).get(5, 6, 7, 1).findings())
        .contains(LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void twoReadsOfAPendingWriteMustNotGoBack() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .put(3, 20, 8, OK, 2)
                .get(4, 5, 8, 2)
                .get(6, 7, 7, 1)
                .findings())
        .contains(LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void aWriteOfUnknownOutcomeMayTakeEffectMuchLaterOrNever() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .lostPut(3, 8)
                .get(4, 5, 7, 1)
                .put(6, 7, 9, OK, 2)
                .get(8, 9, 8, 3)
                .findings())
        .isEmpty();
    assertThat(history().put(1, 2, 7, CREATED, 1).lostPut(3, 8).get(4, 5, 7, 1).findings())
        .isEmpty();
  }

  @Test
  void aWriteOfUnknownOutcomeTakesEffectOnceAndNotBeforeItBegins() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .lostPut(3, 8)
                .get(4, 5, 8, 2)
                .put(6, 7, 9, OK, 3)
                .get(8, 9, 8, 4)
                .findings())
        .contains(LINEARIZABILITY);
    assertThat(history().put(1, 2, 7, CREATED, 1).get(3, 4, 8, 2).lostPut(5, 8).findings())
        .contains(LINEARIZABILITY);
  }

  @Test
  void onlyOneOfTwoWritesOnTheSameVersionMaySucceed() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .get(3, 4, 7, 1)
                .putIfVersion(5, 8, 1, 8, OK, 2)
                .putIfVersion(6, 9, 1, 9, VERSION_MISMATCH, 0)
                .findings())
        .isEmpty();
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .get(3, 4, 7, 1)
                .putIfVersion(5, 8, 1, 8, OK, 2)
                .putIfVersion(6, 9, 1, 9, OK, 3)
                .findings())
        .contains(LINEARIZABILITY);
  }

  @Test
  void aDeletedObjectStaysAway() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .delete(3, 4, DELETED, 2)
                .getNothing(5, 6)
                .delete(7, 8, NOT_FOUND, 0)
                .findings())
        .isEmpty();
    assertThat(
            history().put(1, 2, 7, CREATED, 1).delete(3, 4, DELETED, 2).get(5, 6, 7, 1).findings())
        .contains(LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void theOutcomeOfAWriteMustFitWhatWasThere() {
    assertThat(history().put(1, 2, 7, CREATED, 1).put(3, 4, 8, CREATED, 2).findings())
        .containsExactly(LINEARIZABILITY);
  }

  @Test
  void aWriteHasTheVersionItsClientWasTold() {
    assertThat(history().put(1, 2, 7, CREATED, 1).get(3, 4, 7, 2).findings())
        .containsExactly(LINEARIZABILITY);
  }

  @Test
  void aSearchDuringAChangeMayDeliverEitherRowOrNone() {
    Histories moving = history().put(1, 2, 7, CREATED, 1).put(3, 10, 2, OK, 2);
    assertThat(moving.search(4, 5, 5, 7, 1).search(6, 7, 5).findings()).isEmpty();
  }

  @Test
  void aSearchMustDeliverWhatMatchedAllTheTime() {
    assertThat(history().put(1, 2, 7, CREATED, 1).put(3, 10, 8, OK, 2).search(4, 5, 5).findings())
        .containsExactly(LINEARIZABILITY, SearchCheck.NAME);
  }

  @Test
  void aSearchMustNotDeliverAKeyTwice() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .put(3, 10, 8, OK, 2)
                .search(4, 5, 5, 7, 1, 8, 2)
                .findings())
        .containsExactly(SearchCheck.NAME);
  }

  @Test
  void aSearchMustNotDeliverWhatNeverMatched() {
    assertThat(history().put(1, 2, 3, CREATED, 1).search(3, 4, 5, 3, 1).findings())
        .contains(SearchCheck.NAME);
    assertThat(
            history().put(1, 2, 7, CREATED, 1).put(3, 4, 3, OK, 2).search(5, 6, 5, 7, 1).findings())
        .contains(SearchCheck.NAME, LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void aGetAfterASearchIsNotOlder() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .put(3, 20, 8, OK, 2)
                .search(4, 5, 5, 8, 2)
                .get(6, 7, 7, 1)
                .findings())
        .contains(LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void aReadOfSomeAttributesIsARead() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .put(3, 10, 8, OK, 2)
                .getPart(4, 5, 7, 1)
                .getPart(6, 7, 8, 2)
                .getVersion(11, 12, 2)
                .findings())
        .isEmpty();
    assertThat(
            history().put(1, 2, 7, CREATED, 1).put(3, 4, 8, OK, 2).getPart(5, 6, 7, 1).findings())
        .contains(LINEARIZABILITY, VersionCheck.NAME);
    assertThat(
            history().put(1, 2, 7, CREATED, 1).put(3, 4, 8, OK, 2).getVersion(5, 6, 1).findings())
        .contains(LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void attributesOfOneRowMustNotComeWithTheVersionOfAnother() {
    Histories changing = history().put(1, 2, 7, CREATED, 1).put(3, 10, 8, OK, 2);
    assertThat(changing.getPart(4, 5, 7, 2).findings()).containsExactly(LINEARIZABILITY);
    assertThat(changing.get(11, 12, 8, 2).findings()).contains(LINEARIZABILITY, VersionCheck.NAME);
  }

  @Test
  void aConditionMayBeOnAVersionThatOnlyAPartHasShown() {
    assertThat(
            history().lostPut(1, 7).getVersion(2, 3, 1).putIfVersion(4, 5, 1, 8, OK, 2).findings())
        .isEmpty();
    assertThat(
            history().lostPut(1, 7).getVersion(2, 3, 1).putIfVersion(4, 5, 2, 8, OK, 3).findings())
        .containsExactly(LINEARIZABILITY);
  }

  @Test
  void aFunctionGoesByWhatItMeets() {
    assertThat(history().put(1, 2, 7, CREATED, 1).add(3, 4, 2, OK, 2).get(5, 6, 9, 2).findings())
        .isEmpty();
    assertThat(history().put(1, 2, 7, CREATED, 1).add(3, 4, 2, OK, 2).get(5, 6, 2, 2).findings())
        .contains(LINEARIZABILITY);
    assertThat(history().put(1, 2, Long.MAX_VALUE, CREATED, 1).add(3, 4, 1, OVERFLOW, 0).findings())
        .isEmpty();
    assertThat(history().put(1, 2, Long.MAX_VALUE, CREATED, 1).add(3, 4, 1, OK, 2).findings())
        .containsExactly(LINEARIZABILITY);
  }

  @Test
  void aCountKnowsWhatFunctionsHaveLeft() {
    assertThat(history().put(1, 2, 7, CREATED, 1).add(3, 4, 2, OK, 2).count(5, 6, 9, 1).findings())
        .isEmpty();
    assertThat(history().put(1, 2, 7, CREATED, 1).add(3, 4, 2, OK, 2).count(5, 6, 9, 0).findings())
        .containsExactly(SearchCheck.NAME);
  }

  @Test
  void aSearchInAnOrderDeliversInThatOrder() {
    assertThat(ordered(false, 7, 8)).isEmpty();
    assertThat(ordered(true, 8, 7)).isEmpty();
    assertThat(ordered(false, 8, 7)).containsExactly(SearchCheck.NAME);
    assertThat(ordered(true, 7, 8)).containsExactly(SearchCheck.NAME);
    // Of one value they are in the order of the keys.
    assertThat(ordered(false, 7, 7)).isEmpty();
    assertThat(ordered(true, 7, 7)).containsExactly(SearchCheck.NAME);
  }

  /** What is found if objects a and b are delivered one after the other with these numbers. */
  private static List<String> ordered(boolean descending, long ofA, long ofB) {
    History history = new History(false);
    List<FoundRow> rows = List.of(created(history, "a", ofA, 1), created(history, "b", ofB, 2));
    history.add(
        new History.Searched(
            3, 4, Predicate.TRUE, Columns.ALL, Optional.of(new Ordering(1, descending)), rows));
    return Judgement.of(history, Histories.SCHEMA).stream().map(Finding::check).toList();
  }

  private static FoundRow created(History history, String key, long value, long version) {
    history.add(
        new Written(
            Bytes.utf8(key),
            1,
            2,
            new OperationId(1, version),
            Existence.ANY,
            Optional.empty(),
            Predicate.TRUE,
            Histories.set(value),
            Optional.of(new Answer(CREATED, Histories.version(version)))));
    return new FoundRow(
        Bytes.utf8(key), new StoredRow(Histories.version(version), Histories.row(value)));
  }

  @Test
  void aCountIsOneThatASearchCouldHave() {
    assertThat(
            history()
                .put(1, 2, 7, CREATED, 1)
                .put(3, 10, 2, OK, 2)
                .count(4, 5, 5, 1)
                .count(6, 7, 5, 0)
                .findings())
        .isEmpty();
    assertThat(history().put(1, 2, 7, CREATED, 1).count(3, 4, 5, 0).findings())
        .containsExactly(SearchCheck.NAME);
    assertThat(history().put(1, 2, 7, CREATED, 1).count(3, 4, 5, 2).findings())
        .containsExactly(SearchCheck.NAME);
  }

  @Test
  void anOperationHasOneOutcome() {
    ExactlyOnceCheck check = new ExactlyOnceCheck();
    OperationId operation = new OperationId(1, 1);
    check.answered(operation, Histories.KEY, new Answer(CREATED, Histories.version(1)), 1);
    check.answered(operation, Histories.KEY, new Answer(CREATED, Histories.version(1)), 1);
    assertThat(check.findings()).isEmpty();
    check.answered(operation, Histories.KEY, new Answer(OK, Histories.version(2)), 2);
    assertThat(check.findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.moments()).containsExactly(1L, 2L));
  }

  @Test
  void aRepairedObjectKeepsItsRowUnderANewerVersion() {
    assertThat(repaired().put(1, 2, 7, CREATED, 1).get(3, 4, 7, 1).get(5, 6, 7, 2).findings())
        .isEmpty();
    assertThat(history().put(1, 2, 7, CREATED, 1).get(3, 4, 7, 1).get(5, 6, 7, 2).findings())
        .containsExactly(LINEARIZABILITY);
    assertThat(repaired().put(1, 2, 7, CREATED, 2).get(3, 4, 7, 1).findings())
        .contains(LINEARIZABILITY);
  }

  @Test
  void aConditionOnAVersionMayFailWhereAnObjectIsRepaired() {
    assertThat(
            repaired()
                .put(1, 2, 7, CREATED, 1)
                .get(3, 4, 7, 1)
                .putIfVersion(5, 6, 1, 8, VERSION_MISMATCH, 1)
                .get(7, 8, 7, 2)
                .putIfVersion(9, 10, 2, 9, OK, 3)
                .findings())
        .isEmpty();
    assertThat(
            repaired()
                .put(1, 2, 7, CREATED, 1)
                .get(3, 4, 7, 1)
                .putIfVersion(5, 6, 2, 8, OK, 3)
                .findings())
        .containsExactly(LINEARIZABILITY);
  }
}
