package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.StoredRow;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chains that become shorter while writes are under way: nothing is lost, nothing happens twice.
 */
class FailoverTest {
  private final Things things = new Things(List.of(1L, 2L, 3L), List.of(4L, 5L, 6L));
  private final Cluster cluster = new Cluster();
  private final long keyRegion = things.keyRegion("ball");
  private final String red = "red";
  private final String other = things.anotherRegionThan(red);

  /** Another object of the same key region. */
  private String neighbour() {
    for (int i = 0; ; i++) {
      if (things.keyRegion("box" + i) == keyRegion) {
        return "box" + i;
      }
    }
  }

  @BeforeEach
  void start() {
    for (long id = 1; id <= 6; id++) {
      cluster.start(id);
    }
    adopt();
  }

  private void adopt() {
    Configuration configuration = things.configuration();
    cluster.configure(configuration, 1, 2, 3, 4, 5, 6);
  }

  private void write(ClientRequest.Write write) {
    cluster.ask(head(), write);
    cluster.run();
    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
  }

  private long head() {
    return things.chain(keyRegion).getFirst();
  }

  private Optional<StoredRow> at(long server, long region) {
    return Optional.ofNullable(cluster.disk(server).rows(region).get(Bytes.utf8("ball")));
  }

  private void everyReplicaIs(String colour) {
    for (String one : List.of(red, other)) {
      long region = things.colourRegion(one);
      for (long server : things.chain(region)) {
        assertThat(at(server, region).map(StoredRow::row))
            .as("%s at %d", one, server)
            .isEqualTo(one.equals(colour) ? Optional.of(Things.row(colour)) : Optional.empty());
      }
    }
    for (long server : things.chain(keyRegion)) {
      assertThat(at(server, keyRegion).map(StoredRow::row)).contains(Things.row(colour));
    }
    for (long server : cluster.running()) {
      assertThat(cluster.shard(server).pendingWrites()).as("pending at %d", server).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "2, 3", "3, 4", "4, 5", "5, 6"})
  void aWriteUnderWayEndsWhenTheReceiverOfAHopIsLost(long from, long lost) {
    write(things.paint("ball", red));
    ClientRequest.Write write = things.paint("ball", red);
    cluster.hold(from, lost);
    cluster.ask(head(), write);
    cluster.run();
    assertThat(cluster.answer(write.requestId())).isNull();

    lose(lost);
    adopt();
    cluster.run();

    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
    everyReplicaIs(red);
  }

  @Test
  void onlyWritesFromBeforeTheLastChangeKeepAClusterFromBeingStable() {
    ClientRequest.Write before = things.paint("ball", red);
    cluster.hold(1, 2);
    cluster.ask(1, before);
    cluster.run();
    assertThat(cluster.shard(1).pendingWrites()).isEqualTo(1);
    assertThat(cluster.shard(1).olderWrites()).isZero();

    lose(3);
    adopt();
    cluster.run();
    assertThat(cluster.shard(1).olderWrites()).isEqualTo(1);

    cluster.letGo(1, 2);
    cluster.run();
    cluster.hold(1, 2);
    cluster.ask(1, things.paint("ball", other));
    cluster.run();
    assertThat(cluster.shard(1).pendingWrites()).isEqualTo(1);
    assertThat(cluster.shard(1).olderWrites()).isZero();
  }

  private void lose(long server) {
    cluster.stop(server);
    for (long region : List.of(keyRegion, things.colourRegion(red), things.colourRegion(other))) {
      List<Long> left = things.chain(region).stream().filter(id -> id != server).toList();
      if (left.size() < things.chain(region).size()) {
        things.chain(region, left);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 1", "3, 2", "4, 3", "5, 4", "6, 5"})
  void aWriteUnderWayEndsWhenTheReceiverOfAnAcknowledgementIsLost(long from, long lost) {
    ClientRequest.Write write = things.paint("ball", red);
    cluster.hold(from, lost);
    cluster.ask(head(), write);
    cluster.run();
    assertThat(cluster.answer(write.requestId())).isNull();

    lose(lost);
    adopt();
    cluster.run();
    ClientRequest.Write again = things.again(write);
    cluster.ask(head(), again);
    cluster.run();

    assertThat(cluster.answer(again.requestId()))
        .isInstanceOfSatisfying(
            WriteResult.class, result -> assertThat(result.outcome()).isEqualTo(Outcome.CREATED));
    everyReplicaIs(red);
  }

  @Test
  void aWriteLeavesItsKeyRegionOnlyWhenItIsDurableThere() {
    Shard shard = new Shard(head(), _ -> true, new MemoryStore());
    shard.configure(things.configuration());
    shard.receive(1, things.paint("ball", red));

    TurnEffects effects = shard.endTurn();

    assertThat(effects.mustSync()).isTrue();
    assertThat(effects.sends()).isEmpty();
    assertThat(effects.durableSends())
        .singleElement()
        .satisfies(send -> assertThat(send.message()).isInstanceOf(ChainMessage.Propagate.class));
  }

  @Test
  void aNewHeadDrivesWhatTheOldOneHadPassedOnAndAnswersItsRetry() {
    write(things.paint("ball", red));
    ClientRequest.Write write = things.paint("ball", other);
    cluster.hold(2, 3);
    cluster.ask(1, write);
    cluster.run();

    lose(1);
    adopt();
    cluster.letGo(2, 3);
    cluster.run();
    ClientRequest.Write again = things.again(write);
    cluster.ask(2, again);
    cluster.run();

    assertThat(cluster.answer(again.requestId()))
        .isInstanceOfSatisfying(
            WriteResult.class, result -> assertThat(result.version().epoch()).isEqualTo(1));
    everyReplicaIs(other);
  }

  @Test
  void serversMayAdoptAConfigurationInAnyOrder() {
    write(things.paint("ball", red));
    ClientRequest.Write write = things.paint("ball", other);
    cluster.hold(2, 3);
    cluster.ask(1, write);
    cluster.run();
    lose(2);
    Configuration shorter = things.configuration();

    for (long server : List.of(5L, 3L, 6L, 1L, 4L)) {
      cluster.configure(shorter, server);
      cluster.run();
    }

    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
    everyReplicaIs(other);
  }

  @Test
  void anAcknowledgementGoesToTheSenderWhateverTheReceiverKnowsOfTheChainBeforeIt() {
    ClientRequest.Write write = things.paint("ball", red);
    cluster.hold(2, 3);
    cluster.ask(1, write);
    cluster.run();
    lose(3);
    Configuration shorter = things.configuration();

    // The colours' head still takes server 3 for the tail of the key region.
    cluster.configure(shorter, 1, 2);
    cluster.run();

    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
  }

  @Test
  void aBrokenLinkLosesNothing() {
    ClientRequest.Write write = things.paint("ball", red);
    cluster.hold(3, 4);
    cluster.ask(1, write);
    cluster.run();

    cluster.letGo(3, 4);
    cluster.breakLink(3, 4);
    cluster.run();

    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
    everyReplicaIs(red);
  }

  @Test
  void anObjectThatComesBackWaitsForARemovalThatIsStuck() {
    things.chain(things.colourRegion(other), List.of(5L, 6L));
    adopt();
    write(things.paint("ball", red));
    // The removal is stuck on its way to where the ball was; there is another way to come back.
    cluster.hold(3, 4);
    ClientRequest.Write removal = things.remove("ball");
    cluster.ask(1, removal);
    cluster.ask(1, things.paint("ball", other));
    ClientRequest.Write repainted = things.paint("ball", red);
    cluster.ask(1, repainted);
    cluster.run();
    assertThat(cluster.disk(4).rows(things.colourRegion(red)).get(Bytes.utf8("ball")))
        .extracting(row -> row.version().counter())
        .isEqualTo(1L);

    cluster.letGo(3, 4);
    cluster.run();

    assertThat(cluster.answer(removal.requestId())).isInstanceOf(WriteResult.class);
    assertThat(cluster.answer(repainted.requestId())).isInstanceOf(WriteResult.class);
    everyReplicaIs(red);
  }

  @Test
  void aCopyThatWasUnderWayForLongDoesNotBringARemovedObjectBack() {
    write(things.paint("ball", red));
    long region = things.colourRegion(red);
    long head = things.chain(region).getFirst();
    ChainMessage old = cluster.delivered(head).getFirst();
    write(things.remove("ball"));
    // The next write of the key region tells everybody that the removal has happened everywhere.
    write(things.paint(neighbour(), red));

    cluster.turn(head, shard -> shard.receive(old));
    cluster.run();

    assertThat(at(head, region)).isEmpty();
  }

  /** Nobody tells the head of the mark, since it is the one who issues it. */
  @Test
  void nobodyRemembersARemovalForEver() {
    write(things.paint("ball", red));
    write(things.remove("ball"));
    write(things.paint(neighbour(), red));

    for (long server : List.of(1L, 2L, 3L)) {
      List<Tombstone> left = new ArrayList<>();
      cluster.disk(server).tombstones(keyRegion, left::add);
      assertThat(left).as("server %d", server).isEmpty();
    }
  }

  @Test
  void aRequestOfAnOlderEpochIsServedByWhoIsStillHead() {
    ClientRequest.Write write = things.paint("ball", red);
    lose(3);
    adopt();

    cluster.ask(1, write);
    cluster.run();

    assertThat(cluster.answer(write.requestId())).isInstanceOf(WriteResult.class);
  }

  @Test
  void aRequestOfAnOlderEpochIsRefusedByWhoIsHeadNoMore() {
    ClientRequest.Write write = things.paint("ball", red);
    things.chain(keyRegion, List.of(2L, 3L));
    adopt();

    cluster.ask(1, write);

    assertThat(refusal(write.requestId())).isEqualTo(RefusalReason.UNKNOWN_REGION);
  }

  @Test
  void whoAskedForAWriteOfAServerThatWasTakenOutLearnsThatItMayTakeEffectYet() {
    ClientRequest.Write write = things.paint("ball", red);
    cluster.hold(2, 3);
    cluster.ask(1, write);
    cluster.run();

    things.chain(keyRegion, List.of(2L, 3L));
    adopt();

    assertThat(refusal(write.requestId())).isEqualTo(RefusalReason.INTERRUPTED);
  }

  private RefusalReason refusal(long requestId) {
    ServerResponse answer = cluster.answer(requestId);
    assertThat(answer).isInstanceOf(Refused.class);
    return ((Refused) answer).reason();
  }

  @Test
  void aSearchThatAwaitsAWriteOfARegionThatLeavesIsToldSo() {
    write(things.paint("ball", red));
    long region = things.colourRegion(red);
    cluster.turn(5, shard -> shard.lease(Long.MAX_VALUE));
    cluster.ask(5, things.search(red));
    cluster.run();
    cluster.hold(5, 6);
    cluster.ask(1, things.paint("ball", red));
    cluster.run();
    cluster.ask(5, things.search(red));
    boolean[] abandoned = new boolean[1];
    cluster
        .searches()
        .getLast()
        .pending()
        .listen(
            new SearchPending.Listener() {
              @Override
              public void settled(List<ServerResponse.FoundRow> matching) {
                throw new AssertionError("the awaited write has not committed");
              }

              @Override
              public void abandoned() {
                abandoned[0] = true;
              }
            });

    things.chain(region, List.of(4L, 6L));
    adopt();

    assertThat(abandoned[0]).isTrue();
  }

  @Test
  void aWholeClusterThatStartsAgainEndsWhatWasUnderWay() {
    write(things.paint("ball", red));
    ClientRequest.Write write = things.paint("ball", other);
    cluster.hold(5, 6);
    cluster.ask(1, write);
    cluster.run();

    for (long id = 1; id <= 6; id++) {
      cluster.start(id);
    }
    for (long region : List.of(keyRegion, things.colourRegion(red), things.colourRegion(other))) {
      things.chain(region, things.chain(region));
    }
    cluster.letGo(5, 6);
    adopt();
    cluster.run();

    everyReplicaIs(other);
  }
}
