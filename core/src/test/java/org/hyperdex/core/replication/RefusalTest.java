package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G4: what a client was told to have no effect has none, whatever copy of the request comes. */
class RefusalTest {
  private final Things things = new Things(List.of(1L, 2L, 3L), List.of(4L, 5L));
  private final Cluster cluster = new Cluster();
  private final long keyRegion = things.keyRegion("ball");

  @BeforeEach
  void start() {
    for (long id = 1; id <= 5; id++) {
      cluster.start(id);
    }
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);
  }

  private ClientRequest.Write ask(ClientRequest.Write write) {
    cluster.ask(1, write);
    cluster.run();
    return write;
  }

  private ClientRequest.Write paint() {
    return ask(things.paint("ball", "red"));
  }

  private ClientRequest.Write remove() {
    return ask(things.remove("ball"));
  }

  private ClientRequest.Write again(ClientRequest.Write write) {
    return ask(things.again(write));
  }

  private void isRefused(ClientRequest.Write write) {
    assertThat(cluster.answer(write.requestId()))
        .isInstanceOfSatisfying(
            WriteResult.class, result -> assertThat(result.outcome()).isEqualTo(Outcome.NOT_FOUND));
  }

  private void isThere() {
    assertThat(cluster.disk(1).rows(keyRegion)).containsKey(Bytes.utf8("ball"));
  }

  @Test
  void aLateCopyIsAnsweredAsTheFirstWas() {
    ClientRequest.Write refused = remove();
    isRefused(refused);
    paint();

    isRefused(again(refused));
    isThere();
  }

  @Test
  void aCopyThatWaitsForTheRightToReadIsAnsweredAsAnotherWas() {
    cluster.hold(3, 1);
    ClientRequest.Write refused = remove();
    assertThat(cluster.answers(refused.requestId())).isEmpty();

    cluster.hold(1, 2);
    paint();
    remove();
    ClientRequest.Write copy = again(refused);
    cluster.letGo(1, 2);
    cluster.run();
    isRefused(copy);
    paint();
    cluster.letGo(3, 1);
    cluster.run();

    isRefused(refused);
    isThere();
  }

  @Test
  void aCopyOfWhatIsToBeRefusedWaitsForTheSame() {
    paint();
    cluster.hold(1, 2);
    remove();
    ClientRequest.Write refused = remove();
    paint();
    ClientRequest.Write copy = again(refused);
    cluster.letGo(1, 2);
    cluster.run();

    isRefused(refused);
    isRefused(copy);
    isThere();
  }

  @Test
  void whatWasAskedOfAnEarlierTimeAsHeadIsNotCarriedOut() {
    ClientRequest.Write late = things.remove("ball");
    paint();
    things.chain(keyRegion, List.of(2L, 1L, 3L));
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);
    things.chain(keyRegion, List.of(1L, 3L));
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);
    cluster.run();

    ask(late);

    assertThat(cluster.answer(late.requestId()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.WRONG_EPOCH));
    isThere();
  }

  @Test
  void whatWasAskedAtAnEarlierEpochOfTheSameTimeAsHeadIsCarriedOut() {
    ClientRequest.Write early = things.paint("ball", "red");
    things.chain(keyRegion, List.of(1L, 2L));
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);

    ask(early);

    isThere();
  }

  @Test
  void whoeverMayNotWriteAnyMoreLearnsWhatBecameOfAnEarlierWrite() {
    ClientRequest.Write done = paint();
    things.readOnly(true);
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);
    cluster.run();

    ClientRequest.Write again = again(done);
    ClientRequest.Write late = remove();

    assertThat(cluster.answer(again.requestId()))
        .isInstanceOfSatisfying(
            WriteResult.class, result -> assertThat(result.outcome()).isEqualTo(Outcome.CREATED));
    assertThat(cluster.answer(late.requestId()))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(RefusalReason.READ_ONLY));
    isThere();
  }
}
