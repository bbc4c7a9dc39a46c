package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.hyperdex.core.protocol.ClientRequest;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.RetryBudget;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** G4: outcomes are kept as long as a client may retry, and not for ever. */
class SessionExpiryTest {
  private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long HOUR_SECONDS = RetryBudget.SESSION_EXPIRY.toSeconds();

  private final Things things = new Things(List.of(1L, 2L), List.of(3L));
  private final Cluster cluster = new Cluster();
  private final long keyRegion = things.keyRegion("ball");

  @BeforeEach
  void start() {
    for (long id = 1; id <= 3; id++) {
      cluster.start(id);
    }
    cluster.configure(things.configuration(), 1, 2, 3);
  }

  private void passSeconds(long seconds) {
    for (long i = 0; i < seconds; i++) {
      cluster.pass(STEP_NANOS);
    }
  }

  private ClientRequest.Write write(String colour) {
    ClientRequest.Write write = things.paint("ball", colour);
    ask(write);
    return write;
  }

  private void ask(ClientRequest request) {
    cluster.ask(1, request);
    cluster.run();
  }

  private Outcome retried(ClientRequest.Write write) {
    ClientRequest.Write again = things.again(write);
    ask(again);
    return ((WriteResult) cluster.answers(again.requestId()).getLast()).outcome();
  }

  @Test
  void aClientIsRememberedForTheWholeExpiry() {
    ClientRequest.Write first = write("red");
    passSeconds(HOUR_SECONDS - 1);

    assertThat(retried(first)).isEqualTo(Outcome.CREATED);
  }

  @Test
  void aClientThatIsNotHeardOfIsForgottenByEveryReplicaOfTheKeyRegion() {
    write("red");
    assertThat(cluster.disk(1).outcomes(keyRegion)).hasSize(1);
    assertThat(cluster.disk(2).outcomes(keyRegion)).hasSize(1);

    passSeconds(HOUR_SECONDS);

    assertThat(cluster.disk(1).outcomes(keyRegion)).isEmpty();
    assertThat(cluster.disk(2).outcomes(keyRegion)).isEmpty();
  }

  @Test
  void anotherOperationOfTheClientKeepsItsOutcomes() {
    ClientRequest.Write first = write("red");
    passSeconds(HOUR_SECONDS / 2);
    write("green");
    passSeconds(HOUR_SECONDS / 2);

    assertThat(retried(first)).isEqualTo(Outcome.CREATED);
    assertThat(cluster.disk(2).outcomes(keyRegion)).hasSize(2);
  }

  @Test
  void aRetryKeepsTheOutcomeThatItAsksFor() {
    ClientRequest.Write first = write("red");
    passSeconds(HOUR_SECONDS / 2);
    retried(first);
    passSeconds(HOUR_SECONDS / 2);

    assertThat(retried(first)).isEqualTo(Outcome.CREATED);
  }

  @Test
  void aRestartBeginsTheTimeAnew() {
    ClientRequest.Write first = write("red");
    passSeconds(HOUR_SECONDS - 1);
    things.chain(keyRegion, List.of(1L, 2L));
    cluster.start(1);
    cluster.configure(things.configuration(), 1, 2, 3);
    passSeconds(HOUR_SECONDS - 1);

    assertThat(retried(first)).isEqualTo(Outcome.CREATED);
  }

  @Test
  void aProcessThatStoodStillForgetsNobodyMeanwhile() {
    ClientRequest.Write first = write("red");
    cluster.pass(10 * RetryBudget.SESSION_EXPIRY.toNanos());

    assertThat(retried(first)).isEqualTo(Outcome.CREATED);
  }

  @Test
  void manyOutcomesAreForgottenAFewAtATime() {
    for (int i = 0; i < 2_500; i++) {
      write("red");
    }
    passSeconds(HOUR_SECONDS);
    assertThat(cluster.disk(1).outcomes(keyRegion)).hasSize(1_500);
    passSeconds(1);
    assertThat(cluster.disk(1).outcomes(keyRegion)).hasSize(500);
    passSeconds(1);
    assertThat(cluster.disk(1).outcomes(keyRegion)).isEmpty();
  }

  @Test
  void aRequestThatWaitedLongerThanItsClientIsNotCarriedOut() {
    things.chain(keyRegion, List.of(1L, 2L));
    ClientRequest.Write early = things.paint("ball", "red");
    cluster.ask(1, early);
    passSeconds(RetryBudget.LONGEST_OPERATION.toSeconds() + 1);
    cluster.configure(things.configuration(), 1, 2, 3);
    cluster.run();

    assertThat(cluster.answers(early.requestId())).isEmpty();
    assertThat(cluster.disk(1).rows(keyRegion)).isEmpty();
  }

  @Test
  void anExpiryThatAClientCouldOutliveIsRefused() {
    Duration tooShort = RetryBudget.LONGEST_OPERATION.multipliedBy(3).minusMillis(1);

    assertThatThrownBy(() -> cluster.shard(1).sessionExpiry(tooShort))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 30 minutes");
  }

  @Test
  void aShorterExpiryForgetsSooner() {
    for (long id = 1; id <= 2; id++) {
      cluster.turn(id, shard -> shard.sessionExpiry(RetryBudget.SHORTEST_SESSION_EXPIRY));
    }
    write("red");
    passSeconds(RetryBudget.SHORTEST_SESSION_EXPIRY.toSeconds());

    assertThat(cluster.disk(1).outcomes(keyRegion)).isEmpty();
  }
}
