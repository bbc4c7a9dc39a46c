package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.ServerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailureDetectorTest {
  private static final long MILLI = 1_000_000;
  private static final Server SERVER = server(1, 5);

  private final FailureDetector detector = detector(true);
  private long offset;

  @Test
  void aServerIsLostWhenItsLeaseHasCertainlyRunOut() {
    lead(0);
    assertThat(tickEvery100(100, 1000)).isEmpty();
    assertThat(heartbeat(1000)).isEqualTo(1000);

    assertThat(tickEvery100(1000, 2200)).as("silent for the lease and the margin").isEmpty();
    assertThat(detector.tick(at(2201)))
        .containsExactly(
            new FailureDetector.Lost(1, 5, Recovery.Reason.LEASE_EXPIRED, 1201 * MILLI));
  }

  @Test
  void whoWasReportedLostGetsNoLeaseWhileTheLogIsToldOfIt() {
    lead(0);
    assertThat(tickEvery100(0, 1200)).isEmpty();
    assertThat(detector.tick(at(1201))).hasSize(1);

    assertThat(heartbeat(1202)).isZero();
    assertThat(detector.tick(at(1203))).hasSize(1);
  }

  @Test
  void aNewLeaderWaitsForTheLeasesThatTheOneBeforeItMayHaveGranted() {
    lead(0);
    assertThat(tickEvery100(0, 1200)).isEmpty();
    assertThat(detector.tick(at(1201))).hasSize(1);
  }

  @Test
  void whatAnEarlierTimeAsLeaderKnewIsVoid() {
    lead(0);
    tickEvery100(0, 1200);
    lead(5000);

    assertThat(tickEvery100(5000, 6200)).isEmpty();
    assertThat(detector.tick(at(6201))).hasSize(1);
  }

  @Test
  void aHeartbeatThatComesLateStillCounts() {
    lead(0);
    tickEvery100(0, 1200);
    heartbeat(1200);

    assertThat(tickEvery100(1300, 2400)).isEmpty();
  }

  @Test
  void aHeartbeatOfAnotherProcessGrantsNothingAndProvesNothing() {
    lead(0);
    tickEvery100(0, 1200);

    assertThat(detector.heartbeat(1, 4, at(1200))).isZero();
    assertThat(detector.heartbeat(1, 6, at(1200))).isZero();
    assertThat(detector.heartbeat(2, 5, at(1200))).isZero();
    assertThat(detector.tick(at(1201))).hasSize(1);
  }

  @Test
  void aNewProcessIsGivenItsTime() {
    lead(0);
    tickEvery100(0, 1200);
    detector.watch(List.of(server(1, 6)), at(1200));

    assertThat(tickEvery100(1201, 2400)).isEmpty();
    assertThat(detector.tick(at(2401)))
        .extracting(FailureDetector.Lost::incarnation)
        .containsExactly(6L);
  }

  @Test
  void aServerThatIsNotAvailableIsNotLostAgain() {
    lead(0);
    tickEvery100(0, 1200);
    detector.watch(List.of(), at(1200));

    assertThat(tickEvery100(1300, 4000)).isEmpty();
  }

  @Test
  void afterALookThatCameMuchTooLateEverybodyGetsTheFullTime() {
    lead(0);
    tickEvery100(0, 1200);

    assertThat(tickEvery100(9000, 10200)).isEmpty();
    assertThat(detector.tick(at(10201))).hasSize(1);
  }

  @Test
  void aBrokenStreamAndARefusedPortAreProofAtOnceAlsoForANewLeader() {
    lead(0);
    heartbeat(50);
    detector.streamBroken(1, 5);
    assertThat(detector.probes(at(60))).containsExactly(SERVER);
    detector.probeAnswered(1, 5, FailureDetector.Answer.REFUSED);

    assertThat(detector.tick(at(61)))
        .containsExactly(new FailureDetector.Lost(1, 5, Recovery.Reason.PORT_REFUSED, 11 * MILLI));
  }

  @Test
  void aNewLeaderAsksThePortsOfServersThatDoNotTurnToIt() {
    lead(0);
    assertThat(detector.probes(at(99))).isEmpty();
    assertThat(detector.probes(at(100))).containsExactly(SERVER);
    detector.probeAnswered(1, 5, FailureDetector.Answer.REFUSED);

    assertThat(detector.tick(at(101)))
        .containsExactly(new FailureDetector.Lost(1, 5, Recovery.Reason.PORT_REFUSED, 101 * MILLI));
  }

  @Test
  void aServerThatHasTurnedToANewLeaderIsNotAsked() {
    lead(0);
    detector.probes(at(100));
    heartbeat(110);
    detector.probeAnswered(1, 5, FailureDetector.Answer.REFUSED);

    assertThat(detector.probes(at(300))).isEmpty();
    assertThat(detector.tick(at(300))).as("it was heard of after it was asked").isEmpty();
  }

  @Test
  void anyOtherAnswerProvesNothingAndIsAskedAgainAfterAMoment() {
    lead(0);
    heartbeat(50);
    detector.streamBroken(1, 5);
    assertThat(detector.probes(at(60))).hasSize(1);
    detector.probeAnswered(1, 5, FailureDetector.Answer.OTHER);

    assertThat(detector.tick(at(61))).isEmpty();
    assertThat(detector.probes(at(109))).isEmpty();
    assertThat(detector.probes(at(110))).hasSize(1);
  }

  @Test
  void aRefusalProvesNothingWhileTheHeartbeatsGoOn() {
    lead(0);
    heartbeat(50);
    assertThat(detector.probes(at(60))).isEmpty();
    detector.probeAnswered(1, 5, FailureDetector.Answer.REFUSED);
    assertThat(detector.tick(at(61))).isEmpty();

    detector.streamBroken(1, 5);
    detector.probes(at(70));
    heartbeat(80);
    detector.probeAnswered(1, 5, FailureDetector.Answer.REFUSED);
    assertThat(detector.tick(at(90))).as("it was heard of after it was asked").isEmpty();
  }

  @Test
  void theRefusalOfAnOlderProcessSaysNothingOfTheNewOne() {
    lead(0);
    detector.streamBroken(1, 5);
    detector.probes(at(10));
    detector.watch(List.of(server(1, 6)), at(20));
    detector.probeAnswered(1, 5, FailureDetector.Answer.REFUSED);
    detector.streamBroken(1, 5);

    assertThat(detector.probes(at(30))).isEmpty();
    assertThat(detector.tick(at(30))).isEmpty();
  }

  @Test
  void whoIsWithheldLeasesIsLostWhenAllItHadHaveRunOut() {
    lead(0);
    heartbeat(2000);
    detector.withhold(Set.of(1L), at(2000));
    for (long millis = 2200; millis <= 3200; millis += 200) {
      assertThat(heartbeat(millis)).as("no lease").isZero();
      assertThat(detector.tick(at(millis))).as("its leases may not have run out").isEmpty();
    }
    heartbeat(3201);
    assertThat(detector.tick(at(3201)))
        .containsExactly(new FailureDetector.Lost(1, 5, Recovery.Reason.NEIGHBOURS_CUT_OFF, 0));
    detector.withhold(Set.of(), at(3202));
    assertThat(heartbeat(3203)).as("the log may have it already").isZero();
  }

  @Test
  void whoIsNotWithheldLeasesAnyMoreHasThemAgain() {
    lead(0);
    detector.withhold(Set.of(1L), at(0));
    assertThat(heartbeat(500)).isZero();
    detector.withhold(Set.of(), at(1000));
    assertThat(heartbeat(1000)).isEqualTo(1000);
    detector.withhold(Set.of(1L), at(1100));
    assertThat(detector.tick(at(1300))).as("it counts from the second time").isEmpty();
  }

  @Test
  void whoIsDismissedMayGoWhenAllLeasesItHadHaveRunOut() {
    lead(0);
    assertThat(heartbeat(2000)).isEqualTo(1000);

    assertThat(detector.dismiss(1, at(2000))).isFalse();
    assertThat(heartbeat(2100)).as("no lease").isZero();
    assertThat(tickEvery100(2100, 3200)).isEmpty();
    assertThat(detector.dismiss(1, at(3200))).as("the lease and the margin").isFalse();
    assertThat(detector.dismiss(1, at(3201))).isTrue();
    assertThat(heartbeat(3202)).isZero();
  }

  @Test
  void whoIsDismissedAndNotTakenOutIsLostAWhileLaterAlthoughItIsHeard() {
    lead(0);
    assertThat(detector.dismiss(1, at(0))).isFalse();

    long end = 1200 + FailureDetector.DISMISSAL_NANOS / MILLI;
    for (long millis = 100; millis <= end; millis += 100) {
      assertThat(heartbeat(millis)).isZero();
      assertThat(detector.tick(at(millis))).isEmpty();
    }
    assertThat(detector.tick(at(end + 1)))
        .singleElement()
        .extracting(FailureDetector.Lost::reason)
        .isEqualTo(Recovery.Reason.LEASE_EXPIRED);
  }

  @Test
  void whoIsNotAvailableOrLostMayGoAtOnce() {
    lead(0);
    assertThat(detector.dismiss(2, at(0))).as("nobody").isTrue();
    tickEvery100(0, 1200);
    assertThat(detector.tick(at(1201))).hasSize(1);
    assertThat(detector.dismiss(1, at(1201))).as("lost").isTrue();
  }

  @Test
  void theFasterWayCanBeClosed() {
    FailureDetector careful = detector(false);
    careful.becameLeader(0);
    careful.watch(List.of(SERVER), 0);
    careful.streamBroken(1, 5);

    assertThat(careful.probes(MILLI)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE - 600 * MILLI, Long.MIN_VALUE, -300 * MILLI})
  void theClockMayWrapAround(long start) {
    offset = start;
    lead(0);
    assertThat(tickEvery100(0, 900)).isEmpty();
    heartbeat(900);

    assertThat(tickEvery100(1000, 2100)).isEmpty();
    assertThat(detector.tick(at(2101))).hasSize(1);
  }

  private void lead(long millis) {
    detector.becameLeader(at(millis));
    detector.watch(List.of(SERVER), at(millis));
  }

  private long heartbeat(long millis) {
    return detector.heartbeat(1, 5, at(millis));
  }

  private List<FailureDetector.Lost> tickEvery100(long fromMillis, long throughMillis) {
    List<FailureDetector.Lost> lost = List.of();
    for (long millis = fromMillis; millis <= throughMillis && lost.isEmpty(); millis += 100) {
      lost = detector.tick(at(millis));
    }
    return lost;
  }

  private long at(long millis) {
    return offset + millis * MILLI;
  }

  private static FailureDetector detector(boolean refusedPortIsLoss) {
    return new FailureDetector(
        new FailureDetector.Settings(1000 * MILLI, 200 * MILLI, refusedPortIsLoss));
  }

  private static Server server(long id, long incarnation) {
    return new Server(id, "127.0.0.1", 2012, ServerState.AVAILABLE, "", incarnation);
  }
}
