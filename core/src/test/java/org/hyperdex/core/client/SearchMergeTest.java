package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.SearchWindow;
import org.junit.jupiter.api.Test;

class SearchMergeTest {
  private static SearchMerge merge(int regions, int windowRows, boolean keysStayInRegion) {
    return new SearchMerge(regions, windowRows, keysStayInRegion, ByteBudget.UNLIMITED);
  }

  private static final Bytes KEY = Bytes.utf8("k");

  @Test
  void aKeyIsDeliveredOnceWhicheverRegionHasIt() {
    SearchMerge merge = merge(2, 100, false);

    assertThat(merge.accept(0, KEY)).isTrue();
    assertThat(merge.accept(1, KEY)).isFalse();
  }

  @Test
  void aRegionThatIsSearchedAnewBringsOnlyWhatItHasNotBrought() {
    SearchMerge merge = merge(2, 100, true);
    merge.accept(0, KEY);

    merge.restart(0);

    assertThat(merge.accept(0, KEY)).isFalse();
    assertThat(merge.accept(0, Bytes.utf8("l"))).isTrue();
  }

  @Test
  void roomIsGivenBackInPortionsOfHalfAShare() {
    SearchMerge merge = merge(2, 200, false);

    assertThat(merge.shareRows()).isEqualTo(100);
    assertThat(merge.consumed(0, 0, 49, 0)).isZero();
    assertThat(merge.consumed(0, 0, 1, 0)).isEqualTo(50);
    assertThat(merge.consumed(0, 0, 1, 0)).isZero();
  }

  @Test
  void everyRegionMaySendSomething() {
    SearchMerge merge = merge(1000, 10, false);

    assertThat(merge.shareRows()).isEqualTo(1);
    assertThat(merge.consumed(3, 0, 1, 0)).isEqualTo(1);
  }

  @Test
  void rowsOfAnEarlierRunGiveNoRoomBack() {
    SearchMerge merge = merge(1, 10, false);
    merge.consumed(0, 0, 4, 0);

    merge.restart(0);

    assertThat(merge.consumed(0, 0, 10, 0)).isZero();
    assertThat(merge.consumed(0, 1, 4, 0)).isZero();
    assertThat(merge.consumed(0, 1, 1, 0)).isEqualTo(5);
  }

  @Test
  void isCompleteWithAllRegions() {
    SearchMerge merge = merge(2, 10, false);
    merge.complete(0);
    assertThat(merge.isComplete()).isFalse();
    assertThat(merge.consumed(0, 0, 10, 0)).isZero();
    merge.complete(1);
    assertThat(merge.isComplete()).isTrue();
    assertThat(merge(0, 10, false).isComplete()).isTrue();
  }

  @Test
  void illegalTransitionsThrow() {
    SearchMerge merge = merge(1, 10, false);
    merge.complete(0);

    assertThatThrownBy(() -> merge.complete(0)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> merge.restart(0)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatHasMovedAndNoRegionHasBroughtIsMissing() {
    SearchMerge merge = merge(2, 100, false);
    merge.moved(KEY);
    merge.moved(Bytes.utf8("l"));
    merge.accept(1, KEY);

    assertThat(merge.mayMiss()).isTrue();
    assertThat(merge.takeMissing()).containsExactly(Bytes.utf8("l"));
    assertThat(merge.mayMiss()).isFalse();
    assertThat(merge.takeMissing()).isEmpty();
    assertThat(merge.acceptMissing(Bytes.utf8("l"))).isTrue();
    assertThat(merge.acceptMissing(Bytes.utf8("l"))).isFalse();
  }

  @Test
  void aSearchThatBeginsAnewReadsAllRegionsAndDeliversNothingAgain() {
    SearchMerge merge = merge(2, 100, false);
    merge.accept(0, KEY);
    merge.moved(Bytes.utf8("l"));
    merge.complete(0);
    merge.complete(1);

    merge.restart();

    assertThat(merge.isComplete()).isFalse();
    assertThat(merge.mayMiss()).isFalse();
    assertThat(merge.run(0)).isEqualTo(1);
    assertThat(merge.accept(1, KEY)).isFalse();
  }

  @Test
  void largeRowsAreGivenBackBeforeHalfAShareOfThemHasCome() {
    SearchMerge merge = merge(1, 100, false);
    int half = SearchWindow.BYTES / 2;
    assertThat(merge.consumed(0, 0, 1, half - 1)).isZero();
    assertThat(merge.consumed(0, 0, 1, 1)).isEqualTo(2);
    assertThat(merge.consumed(0, 0, 1, half - 1)).isZero();
  }
}
