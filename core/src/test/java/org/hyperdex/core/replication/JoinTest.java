package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A joiner becomes what the tail is, whatever it had before and whatever happens meanwhile. */
class JoinTest {
  private static final long JOINER = 6;
  private static final long[] ALL = {1, 2, 3, 4, 5, 6};

  private final Things things = new Things(List.of(1L, 2L, 3L), List.of(4L, 5L));
  private final Cluster cluster = new Cluster();
  private final long keyRegion = things.keyRegion("ball");

  @BeforeEach
  void start() {
    for (long id : ALL) {
      cluster.start(id);
    }
    adopt();
  }

  private void adopt() {
    cluster.configure(things.configuration(), ALL);
    cluster.run();
  }

  private long ask(ClientRequest.Write write) {
    cluster.ask(things.chain(write.region()).getFirst(), write);
    return write.requestId();
  }

  private void paint(int count, String colour) {
    for (int i = 0; i < count; i++) {
      ask(things.paint("thing" + i, colour));
    }
    cluster.run();
  }

  private List<TransferProgress> progress(long server) {
    return cluster.shard(server).transfers();
  }

  private TransferProgress only(long server) {
    assertThat(progress(server)).hasSize(1);
    return progress(server).getFirst();
  }

  private Map<Bytes, ?> rows(long server) {
    return cluster.disk(server).rows(keyRegion);
  }

  private void join() {
    things.joiner(keyRegion, JOINER);
    adopt();
    cluster.pass(1);
    cluster.run();
  }

  @Test
  void anEmptyJoinerGetsEverything() {
    paint(300, "red");

    join();

    assertThat(only(3).ready()).isTrue();
    assertThat(rows(JOINER)).isNotEmpty().isEqualTo(rows(3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100, 64 << 10})
  void anEmptyJoinerGetsEveryChunkOfMany(int chunkBytes) {
    for (long server : ALL) {
      cluster.turn(server, shard -> shard.transferChunks(chunkBytes));
    }
    paint(chunkBytes > 1_000 ? 20_000 : 500, "red");

    join();

    assertThat(only(3).ready()).isTrue();
    assertThat(rows(JOINER)).isNotEmpty().isEqualTo(rows(3));
  }

  @Test
  void aJoinerThatHasMostGetsTheRest() {
    paint(20_000, "red");
    things.chain(keyRegion, List.of(1L, 2L));
    adopt();
    ask(things.paint("thing500", "blue"));
    ask(things.remove("thing501"));
    ask(things.paint("thing5012b", "red"));
    cluster.run();

    things.joiner(keyRegion, 3);
    adopt();

    assertThat(rows(3)).isEqualTo(rows(2));
    assertThat(only(2).ready()).isTrue();
    assertThat(only(2).bytesSkipped()).isGreaterThan(only(2).bytesSent());
  }

  /** What a link had under way when it broke may arrive after what came by the next one. */
  @Test
  void aTransferThatWasGivenUpDoesNotBeginAgain() {
    paint(10, "red");
    join();
    ChainMessage.TransferBegin first =
        cluster.delivered(JOINER).stream()
            .filter(ChainMessage.TransferBegin.class::isInstance)
            .map(ChainMessage.TransferBegin.class::cast)
            .findFirst()
            .orElseThrow();
    cluster.hold(4, 3);
    ask(things.paint("ball", "blue"));
    cluster.run();
    int pending = cluster.disk(JOINER).pendingRecords(keyRegion);
    assertThat(pending).isPositive();

    cluster.turn(JOINER, shard -> shard.receive(first));

    assertThat(cluster.disk(JOINER).pendingRecords(keyRegion)).isEqualTo(pending);
  }

  @Test
  void aWriteThatOnlyTheJoinerHasGoesAway() {
    paint(10, "red");
    cluster.hold(1, 2);
    ask(things.paint("thing1", "blue"));
    ask(things.paint("orphan", "blue"));
    cluster.run();
    things.chain(keyRegion, List.of(2L, 3L));
    adopt();
    cluster.stop(1);
    cluster.letGo(1, 2);
    cluster.start(1);

    things.joiner(keyRegion, 1);
    adopt();

    assertThat(only(3).ready()).isTrue();
    assertThat(rows(1)).isEqualTo(rows(3));
    assertThat(cluster.disk(1).pendingRecords(keyRegion)).isZero();
  }

  @Test
  void aPromotedJoinerTakesPartInEveryWrite() {
    paint(10, "red");
    join();

    things.promote(keyRegion);
    adopt();
    long write = ask(things.paint("ball", "blue"));
    cluster.run();

    assertThat(cluster.answer(write)).isInstanceOf(WriteResult.class);
    assertThat(rows(JOINER)).isEqualTo(rows(1));
    assertThat(progress(3)).isEmpty();
  }

  @Test
  void aWriteThatTwoTailsHaveSentEndsForBoth() {
    ClientRequest.Write write = things.paint("ball", "red");
    cluster.hold(3, 4);
    cluster.hold(4, 5);
    ask(write);
    cluster.run();
    join();
    things.promote(keyRegion);
    adopt();

    // What the old tail sent comes after what the new one has sent.
    cluster.letGo(3, 4);
    cluster.run();
    cluster.letGo(4, 5);
    cluster.run();

    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
    assertThat(cluster.shard(JOINER).pendingWrites()).isZero();
  }

  @Test
  void aWriteIsSeenByNobodyDownThePathBeforeAJoinerThatMayBeTheTailHasIt() {
    join();
    assertThat(only(3).ready()).isTrue();
    cluster.hold(3, JOINER);

    long write = ask(things.paint("ball", "red"));
    cluster.run();
    assertThat(cluster.answers(write)).isEmpty();
    assertThat(cluster.disk(4).rows(things.colourRegion("red"))).isEmpty();

    cluster.letGo(3, JOINER);
    cluster.run();
    assertThat(cluster.answer(write)).isInstanceOf(WriteResult.class);
  }

  /**
   * Somebody who has seen the object that was created would see the one of before, where its
   * removal has not come yet.
   */
  @Test
  void aJoinerThatBecameTheTailSendsNoCreationBeforeTheRemoval() {
    things.chain(keyRegion, List.of(1L));
    adopt();
    Bytes ball = Bytes.utf8("ball");
    ask(things.paint("ball", "red"));
    long place = things.colourRegion("red");
    join();
    cluster.hold(5, 4);
    ask(things.remove("ball"));
    ask(things.paint("ball", "red"));
    cluster.run();
    assertThat(cluster.disk(4).rows(place)).doesNotContainKey(ball);

    things.promote(keyRegion);
    cluster.configure(things.configuration(), JOINER);
    cluster.run();
    assertThat(cluster.disk(4).rows(place)).doesNotContainKey(ball);

    cluster.letGo(5, 4);
    adopt();
    assertThat(cluster.disk(4).rows(place)).containsKey(ball);
  }

  @Test
  void writesGoOnWithoutAJoinerThatIsNotReady() {
    things.joiner(keyRegion, JOINER);
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);

    long write = ask(things.paint("ball", "red"));
    cluster.run();

    assertThat(cluster.answer(write)).isInstanceOf(WriteResult.class);
    assertThat(only(3).ready()).isFalse();
  }

  @Test
  void aLinkThatBreaksOnTheWayBeginsTheTransferAnew() {
    paint(300, "red");
    cluster.hold(3, JOINER);
    join();
    cluster.letGo(3, JOINER);

    cluster.breakLink(3, JOINER);
    cluster.run();
    cluster.pass(1);
    cluster.run();

    assertThat(only(3).ready()).isTrue();
    assertThat(rows(JOINER)).isEqualTo(rows(3));
  }

  /** A server that was paused takes all that has come meanwhile in one turn. */
  @Test
  void whatTheAttemptBeforeHasBroughtIsReplacedEvenIfBothComeInOneTurn() {
    cluster.hold(3, JOINER);
    join();
    ask(things.paint("ball", "red"));
    cluster.run();
    List<ChainMessage> arrived = new ArrayList<>(cluster.take(3, JOINER));
    ask(things.remove("ball"));
    cluster.run();

    cluster.breakLink(3, JOINER);
    cluster.pass(1);
    arrived.addAll(cluster.take(3, JOINER));
    cluster.turn(JOINER, shard -> arrived.forEach(shard::receive));
    cluster.letGo(3, JOINER);
    cluster.run();
    cluster.pass(1);
    cluster.run();

    assertThat(only(3).ready()).isTrue();
    assertThat(rows(JOINER)).isEqualTo(rows(3));
  }

  @Test
  void aLinkThatBreaksWhenTheJoinerIsReadyOnlyBringsWhatWasLost() {
    paint(10, "red");
    join();
    cluster.hold(3, JOINER);
    long write = ask(things.paint("ball", "red"));
    cluster.run();
    cluster.letGo(3, JOINER);

    cluster.breakLink(3, JOINER);
    cluster.run();

    assertThat(cluster.answer(write)).isInstanceOf(WriteResult.class);
    assertThat(
            cluster.delivered(JOINER).stream().filter(ChainMessage.TransferBegin.class::isInstance))
        .hasSize(1);
    assertThat(rows(JOINER)).isEqualTo(rows(3));
  }

  @Test
  void aPendingWriteIsDrivenToItsEndByTheJoinerThatBecameTheTail() {
    join();
    cluster.hold(3, 4);
    cluster.hold(JOINER, 4);
    long write = ask(things.paint("ball", "red"));
    cluster.run();

    cluster.stop(3);
    things.promote(keyRegion).chain(keyRegion, List.of(1L, 2L, JOINER));
    cluster.letGo(3, 4);
    cluster.letGo(JOINER, 4);
    adopt();

    assertThat(cluster.answer(write)).isInstanceOf(WriteResult.class);
    assertThat(rows(JOINER)).isEqualTo(rows(1));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverIsWrittenMeanwhileTheJoinerEndsUpEqual(long seed) {
    Random random = new Random(seed);
    paint(2_000, "red");
    things.chain(keyRegion, List.of(1L, 2L));
    adopt();
    things.joiner(keyRegion, 3);
    cluster.configure(things.configuration(), ALL);
    for (int i = 0; i < 3_000; i++) {
      String name = "thing" + random.nextInt(2_500);
      ask(random.nextInt(4) == 0 ? things.remove(name) : things.paint(name, "colour" + i));
      cluster.steps(random.nextInt(4), random);
      if (random.nextInt(1_000) == 0) {
        cluster.breakLink(2, 3);
      }
    }
    cluster.run();
    cluster.pass(1);
    cluster.run();

    assertThat(only(2).ready()).isTrue();
    assertThat(rows(3)).isEqualTo(rows(2));
    things.promote(keyRegion);
    adopt();
    assertThat(rows(3)).isEqualTo(rows(1));
    assertThat(cluster.disk(3).pendingRecords(keyRegion)).isZero();
  }
}
