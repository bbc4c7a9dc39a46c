package org.hyperdex.storage.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.index.Indexing;
import org.hyperdex.core.replication.TransferProgress;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Report BEFORE =
      new Report(7, true, List.of(copy(10, false)), Indexing.NOTHING, List.of());

  @Test
  void whatACoordinatorWaitsForIsNews() {
    assertThat(
            new Report(8, true, List.of(copy(10, false)), Indexing.NOTHING, List.of())
                .isNewsAfter(BEFORE))
        .isTrue();
    assertThat(
            new Report(7, false, List.of(copy(10, false)), Indexing.NOTHING, List.of())
                .isNewsAfter(BEFORE))
        .isTrue();
    assertThat(
            new Report(7, true, List.of(copy(20, true)), Indexing.NOTHING, List.of())
                .isNewsAfter(BEFORE))
        .isTrue();
    assertThat(
            new Report(7, true, List.of(copy(10, false)), Indexing.NOTHING, List.of(3L))
                .isNewsAfter(BEFORE))
        .isTrue();
  }

  @Test
  void progressOfACopyCanWait() {
    assertThat(
            new Report(7, true, List.of(copy(20, false)), Indexing.NOTHING, List.of())
                .isNewsAfter(BEFORE))
        .isFalse();
  }

  private static TransferProgress copy(long bytesSent, boolean ready) {
    return new TransferProgress(1, 2, 3, bytesSent, 0, 100, ready);
  }
}
