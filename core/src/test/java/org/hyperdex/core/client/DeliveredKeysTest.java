package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ServerResponse.FoundRow;
import org.hyperdex.core.protocol.StoredRow;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.query.Columns;
import org.hyperdex.core.query.Listing;
import org.hyperdex.core.query.Ordering;
import org.junit.jupiter.api.Test;

/** What becomes of a search when the keys it has delivered do not fit its memory. */
class DeliveredKeysTest {
  private static final int BUDGET_BYTES = 20_000;

  /** Their keys take more than the budget. */
  private static final int MANY = 10_000;

  private final CountedBytes budget = new CountedBytes(BUDGET_BYTES);

  private static Bytes key(int number) {
    return Bytes.utf8("key %06d".formatted(number));
  }

  private static FoundRow row(int number) {
    Bytes row = Row.of(List.of(key(number)));
    return new FoundRow(key(number), new StoredRow(new Version(1, 1), row));
  }

  private OrderedMerge ordered(Ordering by, boolean keysStayInRegion) {
    return new OrderedMerge(
        new Listing.Ordered(by, Optional.empty(), Integer.MAX_VALUE),
        Columns.ALL,
        1,
        100,
        keysStayInRegion,
        budget);
  }

  private static void deliver(OrderedMerge merge) {
    merge.opened(0);
    for (int number = 0; number < MANY; number++) {
      merge.arrived(0, List.of(row(number)));
      assertThat(merge.next().orElseThrow().fresh()).isTrue();
    }
  }

  @Test
  void whereKeysStayInTheirRegionASearchGoesOnWithoutThem() {
    SearchMerge merge = new SearchMerge(2, 100, true, budget);
    for (int number = 0; number < MANY; number++) {
      assertThat(merge.accept(0, key(number))).isTrue();
      assertThat(budget.takenBytes()).isLessThanOrEqualTo(BUDGET_BYTES);
    }
    merge.accept(1, key(MANY));
    // What the other region has brought is still known.
    merge.restart(1);
    assertThat(merge.accept(1, key(MANY))).isFalse();

    KeyLimitException thrown =
        catchThrowableOfType(KeyLimitException.class, () -> merge.restart(0));
    assertThat(thrown.kind()).isEqualTo(KeyLimitException.Kind.SEARCHED_ANEW);
    assertThat(thrown.maxBytes()).isEqualTo(BUDGET_BYTES);
  }

  @Test
  void whereObjectsMoveASearchFailsRatherThanDeliverOneTwice() {
    SearchMerge merge = new SearchMerge(2, 100, false, budget);
    KeyLimitException thrown =
        catchThrowableOfType(
            KeyLimitException.class,
            () -> {
              for (int number = 0; number < MANY; number++) {
                merge.accept(number % 2, key(number));
              }
            });

    assertThat(thrown.kind()).isEqualTo(KeyLimitException.Kind.OBJECTS_MOVE);
    assertThat(thrown.ownBytes()).isBetween(BUDGET_BYTES / 4L, (long) BUDGET_BYTES);
    assertThat(budget.takenBytes()).isZero();
  }

  @Test
  void theMemoryOfACompleteRegionAndOfAClosedSearchIsGivenBack() {
    SearchMerge merge = new SearchMerge(2, 100, true, budget);
    merge.accept(0, key(0));
    merge.accept(1, key(1));
    long ofTwo = budget.takenBytes();
    merge.complete(0);
    assertThat(budget.takenBytes()).isEqualTo(ofTwo / 2).isPositive();
    merge.close();
    assertThat(budget.takenBytes()).isZero();
  }

  @Test
  void inTheOrderOfTheKeyNoKeysAreKept() {
    OrderedMerge merge = ordered(Ordering.BY_KEY, false);
    deliver(merge);
    assertThat(budget.takenBytes()).isZero();

    merge.restart(0);
    merge.opened(0);
    merge.arrived(0, List.of(row(MANY - 1), row(MANY)));
    assertThat(merge.next().orElseThrow().fresh()).as("delivered before").isFalse();
    assertThat(merge.next().orElseThrow().fresh()).isTrue();
  }

  @Test
  void inAnotherOrderTheyAreKeptAsLongAsTheyFit() {
    OrderedMerge staying = ordered(new Ordering(1, false), true);
    deliver(staying);
    assertThat(catchThrowableOfType(KeyLimitException.class, () -> staying.restart(0)).kind())
        .isEqualTo(KeyLimitException.Kind.SEARCHED_ANEW);

    OrderedMerge moving = ordered(new Ordering(1, false), false);
    assertThat(catchThrowableOfType(KeyLimitException.class, () -> deliver(moving)).kind())
        .isEqualTo(KeyLimitException.Kind.OBJECTS_MOVE);
  }

  @Test
  void objectsThatHaveMovedAreReadAFewAtATime() {
    SearchMerge merge = new SearchMerge(2, 100, false, ByteBudget.UNLIMITED);
    merge.accept(0, key(3));
    for (int number = 0; number < 2 * SearchMerge.MISSING_AT_A_TIME; number++) {
      merge.moved(key(number));
    }

    assertThat(merge.takeMissing()).hasSize(SearchMerge.MISSING_AT_A_TIME).doesNotContain(key(3));
    assertThat(merge.mayMiss()).isTrue();
    assertThat(merge.takeMissing()).hasSize(SearchMerge.MISSING_AT_A_TIME - 1);
    assertThat(merge.mayMiss()).isFalse();
  }
}
