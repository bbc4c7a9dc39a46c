package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.protocol.ClientRequest.Get;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.query.Columns;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Gets that want a part of an object. */
class PartialGetTest {
  private final Things things = new Things(List.of(1L, 2L), List.of(2L));
  private final Cluster cluster = new Cluster();

  @BeforeEach
  void paintTheBall() {
    cluster.start(1);
    cluster.start(2);
    cluster.configure(things.configuration(), 1, 2);
    cluster.turn(1, shard -> shard.lease(Long.MAX_VALUE));
    cluster.ask(1, things.paint("ball", "red"));
    cluster.run();
  }

  private Get get(Columns columns) {
    Get whole = things.get("ball");
    Get get = new Get(whole.requestId(), whole.region(), whole.epoch(), whole.key(), columns);
    cluster.ask(1, get);
    return get;
  }

  private Bytes answeredRow(Get get) {
    return ((GetResult) cluster.answer(get.requestId())).row().orElseThrow().row();
  }

  @Test
  void onlyWhatIsWantedIsAnswered() {
    Get nothing = get(Columns.NONE);
    Get colour = get(Columns.of(List.of(1)));
    cluster.run();

    assertThat(answeredRow(nothing)).isEqualTo(Row.of(List.of()));
    assertThat(answeredRow(colour)).isEqualTo(Things.row("red"));
  }

  @Test
  void itIsTheSameAfterAWriteThatWasUnderWay() {
    cluster.hold(1, 2);
    cluster.ask(1, things.paint("ball", "blue"));
    Get nothing = get(Columns.NONE);
    Get all = get(Columns.ALL);
    cluster.run();
    assertThat(cluster.answers(nothing.requestId())).isEmpty();

    cluster.letGo(1, 2);
    cluster.run();
    assertThat(answeredRow(nothing)).isEqualTo(Row.of(List.of()));
    assertThat(answeredRow(all)).isEqualTo(Things.row("blue"));
  }

  @Test
  void anAttributeThatTheSpaceDoesNotHaveIsRefused() {
    Get unknown = get(Columns.of(List.of(1, 2)));
    cluster.run();

    assertThat(cluster.answer(unknown.requestId()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(RefusalReason.MALFORMED);
              assertThat(refused.detail()).contains("no attribute 2");
            });
  }
}
