package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.hyperdex.core.protocol.ChainMessage;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.core.protocol.ServerResponse.GetResult;
import org.hyperdex.core.protocol.ServerResponse.Refused;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads are answered by servers that are still in their chains, and by no others. */
class LeaseTest {
  private final Things things = new Things(List.of(1L, 2L, 3L), List.of(4L, 5L));
  private final Cluster cluster = new Cluster();
  private final long keyRegion = things.keyRegion("ball");

  @BeforeEach
  void start() {
    for (long id = 1; id <= 5; id++) {
      cluster.start(id);
    }
    cluster.configure(things.configuration(), 1, 2, 3, 4, 5);
    cluster.ask(1, things.paint("ball", "red"));
    cluster.run();
  }

  private void lease(long server, long nanos) {
    long until = cluster.nowNanos() + nanos;
    cluster.turn(server, shard -> shard.lease(until));
  }

  private ClientRequest.Get get() {
    ClientRequest.Get get = things.get("ball");
    cluster.ask(1, get);
    return get;
  }

  private void isAnswered(ClientRequest request) {
    assertThat(cluster.answer(request.requestId())).isInstanceOf(GetResult.class);
  }

  private void waits(ClientRequest request) {
    assertThat(cluster.answers(request.requestId())).isEmpty();
  }

  @Test
  void withoutALeaseTheWholeChainIsAsked() {
    cluster.hold(3, 1);
    ClientRequest.Get get = get();
    cluster.run();
    waits(get);

    cluster.letGo(3, 1);
    cluster.run();

    isAnswered(get);
  }

  @Test
  void withALeaseAnEpochThatWasConfirmedOnceNeedsNobody() {
    lease(1, 1_000);
    get();
    cluster.run();
    cluster.stop(2);
    cluster.stop(3);

    isAnswered(get());
  }

  @Test
  void aNewEpochIsConfirmedOnceEvenUnderALease() {
    lease(1, 1_000);
    get();
    cluster.run();
    things.chain(keyRegion, List.of(1L, 2L, 3L));
    cluster.configure(things.configuration(), 1, 2);

    ClientRequest.Get get = get();
    cluster.run();
    waits(get);
    cluster.configure(things.configuration(), 3);
    cluster.run();

    isAnswered(get);
  }

  @Test
  void aLeaseThatHasRunOutIsNone() {
    lease(1, 1_000);
    get();
    cluster.run();
    cluster.stop(3);
    cluster.pass(1_000);

    ClientRequest.Get get = get();
    cluster.run();

    waits(get);
  }

  @Test
  void aLeaseThatComesBackFreesTheReadsThatWait() {
    lease(1, 1_000);
    get();
    cluster.run();
    cluster.stop(3);
    cluster.pass(1_000);
    ClientRequest.Get get = get();
    cluster.run();

    lease(1, 1_000);

    isAnswered(get);
  }

  @Test
  void whoHasBeenTakenOutIsNotConfirmed() {
    goesUnansweredByWhoHasBeenTakenOut(this::get);
  }

  /** To say that there is no such object is to have read it. */
  @Test
  void whoHasBeenTakenOutRefusesNoWrite() {
    removed();
    goesUnansweredByWhoHasBeenTakenOut(this::remove);
  }

  private void goesUnansweredByWhoHasBeenTakenOut(Supplier<? extends ClientRequest> asking) {
    things.chain(keyRegion, List.of(2L, 3L));
    cluster.configure(things.configuration(), 2, 3);

    ClientRequest request = asking.get();
    cluster.run();
    waits(request);
    cluster.configure(things.configuration(), 1);

    assertThat(cluster.answer(request.requestId())).isInstanceOf(Refused.class);
  }

  @Test
  void aWriteIsRefusedOnceTheWholeChainHasBeenAsked() {
    removed();
    cluster.hold(3, 1);
    ClientRequest.Write another = remove();
    cluster.run();
    waits(another);

    cluster.letGo(3, 1);
    cluster.run();

    assertThat(cluster.answer(another.requestId()))
        .isInstanceOfSatisfying(
            WriteResult.class, result -> assertThat(result.outcome()).isEqualTo(Outcome.NOT_FOUND));
  }

  /** What its client has given up might be done already, and not be known any more. */
  @Test
  void aWriteThatHasWaitedForTooLongIsForgotten() {
    removed();
    cluster.hold(3, 1);
    ClientRequest.Write another = remove();
    cluster.run();

    cluster.pass(RetryBudget.LONGEST_OPERATION.toNanos() + 1);
    cluster.letGo(3, 1);
    cluster.run();

    waits(another);
  }

  private void removed() {
    remove();
    cluster.run();
  }

  private ClientRequest.Write remove() {
    ClientRequest.Write removal = things.remove("ball");
    cluster.ask(1, removal);
    return removal;
  }

  @Test
  void oneRoundIsForTheReadsThatWaitedWhenItBegan() {
    cluster.hold(3, 1);
    get();
    cluster.run();
    ClientRequest.Get late = get();
    cluster.letGo(3, 1);
    cluster.run();

    isAnswered(late);
    assertThat(cluster.delivered(3).stream().filter(ChainMessage.Confirm.class::isInstance))
        .hasSize(2);
  }

  @Test
  void aQuestionThatWasLostIsAskedAgain() {
    cluster.hold(1, 3);
    ClientRequest.Get get = get();
    cluster.run();
    cluster.letGo(1, 3);

    cluster.breakLink(1, 3);
    cluster.run();

    isAnswered(get);
  }

  @Test
  void theLastOfAChainNeedsNobody() {
    things.chain(keyRegion, List.of(1L));
    cluster.configure(things.configuration(), 1);

    isAnswered(get());
  }

  @Test
  void theLastOfAChainAsksTheJoinerThatMayHaveTakenItsPlace() {
    things.chain(keyRegion, List.of(1L)).joiner(keyRegion, 2);
    cluster.configure(things.configuration(), 1, 2);
    cluster.run();
    things.promote(keyRegion).chain(keyRegion, List.of(2L));
    cluster.configure(things.configuration(), 2);

    ClientRequest.Get get = get();
    cluster.run();

    waits(get);
  }
}
