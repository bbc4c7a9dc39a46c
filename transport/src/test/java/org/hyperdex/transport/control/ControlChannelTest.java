package org.hyperdex.transport.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.transport.proto.Heartbeat;
import org.hyperdex.transport.proto.HeartbeatAnswer;
import org.hyperdex.transport.proto.SetReadOnly;
import org.hyperdex.transport.proto.SubmitRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlChannelTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final SubmitRequest COMMAND =
      SubmitRequest.newBuilder().setSetReadOnly(SetReadOnly.newBuilder().setReadOnly(true)).build();

  private final List<AutoCloseable> resources = new ArrayList<>();

  @AfterEach
  void closeEverything() throws Exception {
    for (AutoCloseable resource : resources.reversed()) {
      resource.close();
    }
  }

  @Test
  void anAnswerTellsTheClusterAndTheOtherCoordinators() {
    FakeCoordinator first = coordinator("a");
    FakeCoordinator second = coordinator("a");
    first.peers = List.of(first, second);
    ControlChannel channel = channel(Optional.empty(), first);
    assertThat(channel.clusterId()).isEmpty();

    channel.status(TIMEOUT);

    assertThat(channel.clusterId()).contains("a");
    assertThat(channel.coordinators()).containsExactly(first.address(), second.address());
  }

  @Test
  void whenTheGivenCoordinatorIsGoneALearnedOneAnswers() {
    FakeCoordinator first = coordinator("a");
    FakeCoordinator second = coordinator("a");
    first.peers = List.of(first, second);
    ControlChannel channel = channel(Optional.empty(), first);
    channel.status(TIMEOUT);

    first.close();

    second.leader = true;
    assertThat(channel.status(TIMEOUT).getLeader()).isTrue();
  }

  @Test
  void aCoordinatorThatHangsCostsOnlyAPartOfTheTime() {
    FakeCoordinator hanging = coordinator("a");
    hanging.hanging = true;
    FakeCoordinator healthy = coordinator("a");

    assertThat(channel(Optional.empty(), hanging, healthy).status(TIMEOUT).getReady()).isTrue();
  }

  @Test
  void whenNobodyAnswersTheProblemOfEachIsNamed() {
    FakeCoordinator gone = coordinator("a");
    gone.close();
    FakeCoordinator hanging = coordinator("a");
    hanging.hanging = true;
    ControlChannel channel = channel(Optional.empty(), gone, hanging);

    assertThatThrownBy(() -> channel.status(Duration.ofMillis(300)))
        .asInstanceOf(type(ControlException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ControlException.Code.UNREACHABLE))
        .extracting(Throwable::getMessage)
        .asString()
        .contains("300 ms", gone.address().toString(), "refused", hanging.address().toString());
  }

  @Test
  void anotherClusterIsRefusedByName() {
    ControlChannel channel = channel(Optional.of("mine"), coordinator("yours"));

    assertThatThrownBy(() -> channel.status(TIMEOUT))
        .asInstanceOf(type(ControlException.class))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ControlException.Code.WRONG_CLUSTER))
        .extracting(Throwable::getMessage)
        .asString()
        .contains("cluster yours", "mine");
  }

  @Test
  void aCommandWhoseAnswerWasLostIsSentAgainAsTheSame() {
    FakeCoordinator first = coordinator("a");
    first.answersToLose.set(1);
    FakeCoordinator second = coordinator("a");
    ControlChannel channel = channel(Optional.of("a"), first, second);

    channel.submit(COMMAND, TIMEOUT);

    assertThat(first.submitted).hasSize(1);
    assertThat(second.submitted).isEqualTo(first.submitted);
    assertThat(second.submitted.getFirst().getClusterId()).isEqualTo("a");
    assertThat(second.submitted.getFirst().getClient()).isNotZero();
  }

  @Test
  void eachCommandHasTheNextSequence() {
    FakeCoordinator coordinator = coordinator("a");
    ControlChannel channel = channel(Optional.empty(), coordinator);

    channel.submit(COMMAND, TIMEOUT);
    channel.submit(COMMAND, TIMEOUT);

    assertThat(coordinator.submitted)
        .extracting(SubmitRequest::getSequence)
        .containsExactly(1L, 2L);
    assertThat(coordinator.submitted)
        .extracting(SubmitRequest::getClient)
        .containsOnly(coordinator.submitted.getFirst().getClient());
  }

  @Test
  void aCommandThatReachedNobodyHasCertainlyNotTakenEffect() {
    FakeCoordinator gone = coordinator("a");
    gone.close();

    assertThat(failureOfSubmit(gone).mayHaveTakenEffect()).isFalse();
  }

  @Test
  void aCommandThatGotNoAnswerMayHaveTakenEffect() {
    FakeCoordinator hanging = coordinator("a");
    hanging.hanging = true;

    assertThat(failureOfSubmit(hanging).mayHaveTakenEffect()).isTrue();
  }

  @Test
  void waitingEndsWithTheTimeIfTheClusterIsNotStable() {
    FakeCoordinator coordinator = coordinator("a");
    ControlChannel channel = channel(Optional.empty(), coordinator);

    assertThat(channel.waitUntilStable(Duration.ofMillis(100)).getMissing()).isEqualTo("servers");

    coordinator.stable = true;
    assertThat(channel.waitUntilStable(TIMEOUT).getStable()).isTrue();
  }

  @Test
  void configurationsComeAsTheyArePublished() {
    FakeCoordinator coordinator = coordinator("a");
    coordinator.publish(3);
    List<Long> versions = follow(channel(Optional.empty(), coordinator), 0);

    await().until(() -> versions.equals(List.of(3L)));
    coordinator.publish(4);
    coordinator.publish(7);

    await().until(() -> versions.equals(List.of(3L, 4L, 7L)));
  }

  @Test
  void versionsNeverGoBackWhicheverCoordinatorIsFollowed() {
    FakeCoordinator first = coordinator("a");
    FakeCoordinator behind = coordinator("a");
    first.publish(5);
    behind.publish(3);
    List<Long> versions = follow(channel(Optional.empty(), first, behind), 0);
    await().until(() -> versions.equals(List.of(5L)));

    first.close();
    await().until(() -> !behind.follows.isEmpty());
    assertThat(behind.follows.getFirst().getKnownVersion()).isEqualTo(5);
    behind.publish(4);
    behind.publish(6);

    await().until(() -> versions.equals(List.of(5L, 6L)));
  }

  @Test
  void followingGoesOnWhenTheOnlyCoordinatorComesBack() {
    FakeCoordinator coordinator = coordinator("a");
    coordinator.publish(1);
    List<String> interruptions = new CopyOnWriteArrayList<>();
    List<Long> versions = follow(channel(Optional.empty(), coordinator), 0, interruptions);
    await().until(() -> versions.equals(List.of(1L)));

    coordinator.close();
    await().until(() -> interruptions.size() == 1);
    FakeCoordinator again = new FakeCoordinator("a", coordinator.address().port());
    resources.add(again);
    again.publish(2);

    await().until(() -> versions.equals(List.of(1L, 2L)));
    assertThat(interruptions).hasSize(1);
  }

  @Test
  void aCoordinatorThatHangsIsLeftForAnother() {
    FakeCoordinator first = coordinator("a");
    FakeCoordinator second = coordinator("a");
    first.publish(1);
    List<Long> versions = follow(channel(Optional.empty(), first, second), 0);
    await().until(() -> versions.equals(List.of(1L)));

    first.hanging = true;
    second.publish(2);

    await().until(() -> versions.equals(List.of(1L, 2L)));
  }

  @Test
  void aCoordinatorThatKeepsANewerConfigurationToItselfIsLeft() {
    FakeCoordinator first = coordinator("a");
    FakeCoordinator second = coordinator("a");
    first.publish(1);
    List<Long> versions = follow(channel(Optional.empty(), first, second), 0);
    await().until(() -> versions.equals(List.of(1L)));

    first.newest = new Configuration("a", 2, false, List.of(), List.of(), List.of());
    second.publish(2);

    await().until(() -> versions.equals(List.of(1L, 2L)));
    assertThat(second.follows).hasSize(1);
  }

  @Test
  void theConfigurationOfAnotherClusterIsNotTaken() {
    FakeCoordinator foreign = coordinator("yours");
    foreign.publish(9);
    FakeCoordinator own = coordinator("mine");
    own.publish(1);

    List<Long> versions = follow(channel(Optional.of("mine"), foreign, own), 0);

    await().until(() -> versions.equals(List.of(1L)));
  }

  @Test
  void heartbeatsGoToWhomAFollowerNamesAsTheLeader() {
    FakeCoordinator follower = coordinator("a");
    FakeCoordinator leader = coordinator("a");
    leader.leader = true;
    follower.leaderAddress = leader.address().toString();
    List<Long> answered = new CopyOnWriteArrayList<>();
    HeartbeatStream stream = heartbeats(channel(Optional.empty(), follower), answered);

    stream.send(heartbeat(1));
    await().until(() -> answered.equals(List.of(1L)));
    stream.send(heartbeat(2));

    await().until(() -> answered.equals(List.of(1L, 2L)));
    assertThat(follower.heartbeats).hasSize(1);
  }

  @Test
  void whenTheLeaderDiesHeartbeatsGoToTheNext() {
    FakeCoordinator first = coordinator("a");
    FakeCoordinator second = coordinator("a");
    first.leader = true;
    List<Long> answered = new CopyOnWriteArrayList<>();
    HeartbeatStream stream = heartbeats(channel(Optional.empty(), first, second), answered);
    stream.send(heartbeat(1));
    await().until(() -> answered.equals(List.of(1L)));

    first.close();
    second.leader = true;
    stream.send(heartbeat(2));

    await().until(() -> answered.contains(2L));
  }

  @Test
  void aLeaderThatHangsIsLeft() {
    FakeCoordinator hanging = coordinator("a");
    FakeCoordinator second = coordinator("a");
    hanging.hanging = true;
    second.leader = true;
    List<Long> answered = new CopyOnWriteArrayList<>();
    HeartbeatStream stream = heartbeats(channel(Optional.empty(), hanging, second), answered);

    stream.send(heartbeat(1));

    await().until(() -> answered.contains(1L));
  }

  @Test
  void aClosedChannelTakesNoMoreCalls() {
    ControlChannel channel = channel(Optional.empty(), coordinator("a"));
    channel.close();

    assertThatThrownBy(() -> channel.status(TIMEOUT))
        .asInstanceOf(type(ControlException.class))
        .extracting(ControlException::code)
        .isEqualTo(ControlException.Code.CLOSED);
  }

  private ControlException failureOfSubmit(FakeCoordinator coordinator) {
    ControlChannel channel = channel(Optional.of("a"), coordinator);
    try {
      channel.submit(COMMAND, Duration.ofMillis(300));
    } catch (ControlException e) {
      return e;
    }
    throw new AssertionError("an answer came from nobody");
  }

  private FakeCoordinator coordinator(String clusterId) {
    FakeCoordinator coordinator = new FakeCoordinator(clusterId);
    resources.add(coordinator);
    return coordinator;
  }

  private ControlChannel channel(Optional<String> clusterId, FakeCoordinator... coordinators) {
    ControlChannel channel =
        ControlChannel.open(
            Arrays.stream(coordinators).map(FakeCoordinator::address).toList(), clusterId);
    resources.add(channel);
    return channel;
  }

  private static List<Long> follow(ControlChannel channel, long knownVersion) {
    return follow(channel, knownVersion, new CopyOnWriteArrayList<>());
  }

  private static List<Long> follow(
      ControlChannel channel, long knownVersion, List<String> interruptions) {
    List<Long> versions = new CopyOnWriteArrayList<>();
    channel.follow(
        knownVersion,
        new ConfigurationListener() {
          @Override
          public void configuration(Configuration configuration) {
            versions.add(configuration.version());
          }

          @Override
          public void interrupted(String problem) {
            interruptions.add(problem);
          }
        });
    return versions;
  }

  private static HeartbeatStream heartbeats(ControlChannel channel, List<Long> answered) {
    return channel.heartbeats((HeartbeatAnswer answer) -> answered.add(answer.getSequence()));
  }

  private static Heartbeat heartbeat(long sequence) {
    return Heartbeat.newBuilder().setServer(1).setSequence(sequence).build();
  }
}
