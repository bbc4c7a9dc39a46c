package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A region is lost for good while a write passes it, and somebody accepts that: the write goes on
 * to the regions behind it, and ends.
 */
class GivenUpTest {
  private final Things things = new Things(List.of(1L, 2L, 3L), List.of());
  private final Cluster cluster = new Cluster();
  private final String red = "red";
  private final String other = things.anotherRegionThan(red);
  private final long lost = things.colourRegion(red);

  @BeforeEach
  void start() {
    things.chain(lost, List.of(4L));
    things.chain(things.colourRegion(other), List.of(5L, 6L));
    for (long id = 1; id <= 7; id++) {
      cluster.start(id);
    }
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5, 6, 7);
    ClientRequest.Write first = things.paint("ball", red);
    cluster.ask(1, first);
    cluster.run();
    assertThat(cluster.answer(first.requestId())).isInstanceOf(WriteResult.class);
  }

  /**
   * The object is to leave the region that is lost.
   *
   * @param from the hop from which nothing arrives when the region is lost
   * @param receiverFirst whether the region behind hears of the loss before the one before it
   */
  @ParameterizedTest
  @CsvSource({
    "3, 4, true",
    "3, 4, false",
    "4, 5, true",
    "4, 5, false",
    "5, 4, true",
    "5, 4, false"
  })
  void aWriteUnderWayPassesOverTheRegion(long from, long to, boolean receiverFirst) {
    ClientRequest.Write move = things.paint("ball", other);
    cluster.hold(from, to);
    cluster.ask(1, move);
    cluster.run();
    assertThat(cluster.answer(move.requestId())).isNull();

    cluster.stop(4);
    cluster.lose(4, 5);
    Configuration configuration = things.giveUp(lost, List.of(7L)).configuration();
    long[] before = {1, 2, 3, 7};
    long[] behind = {5, 6};
    cluster.configure(configuration, receiverFirst ? behind : before);
    cluster.run();
    cluster.configure(configuration, receiverFirst ? before : behind);
    cluster.run();

    assertThat(cluster.answer(move.requestId())).isInstanceOf(WriteResult.class);
    nothingIsPending();
  }

  @Test
  void whoeverWritesTheObjectNextDoesNotWaitForTheCopyThatIsGone() {
    cluster.stop(4);
    cluster.configure(things.giveUp(lost, List.of(7L)).configuration(), 1, 2, 3, 5, 6, 7);
    for (String colour : List.of(red, other)) {
      ClientRequest.Write write = things.paint("ball", colour);
      cluster.ask(1, write);
      cluster.run();
      assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
    }
    nothingIsPending();
  }

  /** The object is to come to the region that took the place of the one that is lost. */
  @Test
  void whoHasNotHeardOfTheNewRegionDoesNotTakeItForOneThatIsGone() {
    ClientRequest.Write away = things.paint("ball", other);
    cluster.ask(1, away);
    cluster.run();
    cluster.stop(4);
    Configuration configuration = things.giveUp(lost, List.of(7L)).configuration();
    cluster.configure(configuration, 1, 2, 3, 7);
    ClientRequest.Write back = things.paint("ball", red);
    cluster.ask(1, back);
    cluster.run();
    assertThat(cluster.answer(back.requestId())).isNull();

    cluster.configure(configuration, 5, 6);
    cluster.run();
    assertThat(cluster.answer(back.requestId())).isInstanceOf(WriteResult.class);
    assertThat(cluster.disk(7).rows(things.colourRegion(red))).containsKey(Bytes.utf8("ball"));
    nothingIsPending();
  }

  private void nothingIsPending() {
    for (long server : cluster.running()) {
      assertThat(cluster.shard(server).pendingWrites()).as("pending at %d", server).isZero();
    }
  }
}
