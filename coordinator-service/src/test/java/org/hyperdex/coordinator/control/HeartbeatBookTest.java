package org.hyperdex.coordinator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Stability;
import org.junit.jupiter.api.Test;

class HeartbeatBookTest {
  private static final long MILLI = 1_000_000;
  private static final Server SERVER = server(1);

  private final HeartbeatBook book = new HeartbeatBook(Duration.ofSeconds(1));

  @Test
  void aServerThatWasNeverHeardOfGetsTheFullTimeoutFromTheFirstLook() {
    assertThat(lookEvery100Millis(5000, 5900)).isEmpty();
    assertThat(lookEvery100Millis(6000, 6000)).containsExactly(SERVER);
  }

  @Test
  void aHeartbeatStartsTheTimeoutAnew() {
    assertThat(lookEvery100Millis(0, 900)).isEmpty();
    book.heard(1, 1, 5, true, 900 * MILLI);

    assertThat(lookEvery100Millis(1000, 1800)).isEmpty();
    assertThat(lookEvery100Millis(1900, 1900)).containsExactly(SERVER);
  }

  @Test
  void aHeartbeatOfAnOlderProcessDoesNotCount() {
    assertThat(lookEvery100Millis(0, 900)).isEmpty();
    book.heard(1, 0, 5, true, 900 * MILLI);
    Server restarted = server(1);

    assertThat(book.silent(List.of(restarted), 1000 * MILLI)).isEmpty();
    assertThat(book.lastOf(1, 0)).isEmpty();
  }

  @Test
  void afterALookThatCameMuchTooLateEverybodyGetsTheFullTimeout() {
    assertThat(lookEvery100Millis(0, 300)).isEmpty();

    assertThat(lookEvery100Millis(9000, 9900)).isEmpty();
    assertThat(lookEvery100Millis(10000, 10000)).containsExactly(SERVER);
  }

  @Test
  void whatAServerReportsIsKeptAndWhatNobodyReportedIsNot() {
    book.silent(List.of(SERVER, server(2)), 0);
    book.heard(1, 1, 7, true, 1);

    assertThat(book.reports()).containsOnlyKeys(1L);
    assertThat(book.reports().get(1L)).isEqualTo(new Stability.Report(1, 7, true));
  }

  private List<Server> lookEvery100Millis(long fromMillis, long throughMillis) {
    List<Server> silent = List.of();
    for (long millis = fromMillis; millis <= throughMillis; millis += 100) {
      silent = book.silent(List.of(SERVER), millis * MILLI);
    }
    return silent;
  }

  private static Server server(long id) {
    return new Server(id, "127.0.0.1", 2012, ServerState.AVAILABLE, "", 1);
  }
}
