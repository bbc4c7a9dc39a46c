package org.hyperdex.coordinator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.junit.jupiter.api.Test;

class RepairPaceTest {
  private static final long START = Long.MAX_VALUE - 5;

  private final RepairPace pace = new RepairPace();

  private static List<Server> servers(long... ids) {
    return LongStream.of(ids).mapToObj(id -> process(id, 1)).toList();
  }

  private static Server process(long id, long incarnation) {
    return new Server(id, "127.0.0.1", 2012, ServerState.AVAILABLE, "", incarnation);
  }

  @Test
  void theFirstChangeMayComeAtOnce() {
    pace.see(servers(1, 2), START);
    assertThat(pace.mayChange(START)).isTrue();
  }

  @Test
  void thereIsRoomBetweenChanges() {
    pace.change(START);
    long end = START + RepairPace.BETWEEN_CHANGES.toNanos();
    assertThat(pace.mayChange(end - 1)).isFalse();
    assertThat(pace.mayChange(end)).isTrue();
  }

  @Test
  void theApplicationGoesOnFirstWhenAServerIsLost() {
    pace.see(servers(1, 2), START);
    pace.see(servers(1, 3), START);
    long end = START + RepairPace.AFTER_LOSS.toNanos();
    pace.see(servers(1, 3), end - 1);
    assertThat(pace.mayChange(end - 1)).isFalse();
    assertThat(pace.mayChange(end)).isTrue();
  }

  @Test
  void aNewProcessOfAServerMeansThatTheOldOneIsLost() {
    pace.see(List.of(process(1, 1)), START);
    pace.see(List.of(process(1, 2)), START);
    assertThat(pace.mayChange(START)).isFalse();
  }

  @Test
  void whoComesIsNoLoss() {
    pace.see(servers(1), START);
    pace.see(servers(1, 2), START);
    assertThat(pace.mayChange(START)).isTrue();
  }

  @Test
  void aNewLeaderBeginsAtOnce() {
    pace.see(servers(1, 2), START);
    pace.change(START);
    pace.clear();
    pace.see(servers(1), START);
    assertThat(pace.mayChange(START)).isTrue();
  }
}
