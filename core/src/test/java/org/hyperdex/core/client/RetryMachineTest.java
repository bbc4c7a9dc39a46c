package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalLong;
import org.hyperdex.core.client.RetryMachine.Action;
import org.hyperdex.core.client.RetryMachine.State;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.protocol.ServerResponse.RefusalReason;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of {@link RetryMachine}'s class comment, line by line. */
class RetryMachineTest {
  private static final long REGION = 7;
  private static final long HEAD = 100;
  private static final long OTHER = 200;
  private static final long DEADLINE = 1_000_000_000;

  private final RetryMachine write = new RetryMachine(Access.WRITE, REGION, DEADLINE, 1);

  @Test
  void sendsToTheHeadAtItsEpoch() {
    assertThat(write.start(configuration(5, 3, HEAD, OTHER), 0)).isEqualTo(Action.SEND);

    assertThat(write.server()).isEqualTo(HEAD);
    assertThat(write.epoch()).isEqualTo(3);
    assertThat(write.state()).isEqualTo(State.SENT);
  }

  @Test
  void asksTheTailForSearches() {
    RetryMachine search = new RetryMachine(Access.SEARCH, REGION, DEADLINE, 1);

    search.start(configuration(5, 3, HEAD, OTHER), 0);

    assertThat(search.server()).isEqualTo(OTHER);
  }

  @Test
  void waitsForAConfigurationWithAServer() {
    assertThat(write.start(configuration(5, 3), 0)).isEqualTo(Action.NONE);
    assertThat(write.state()).isEqualTo(State.WAITING_CONFIGURATION);

    assertThat(write.configured(configuration(6, 3), 0)).isEqualTo(Action.NONE);
    assertThat(write.configured(configuration(7, 4, HEAD), 0)).isEqualTo(Action.SEND);
  }

  @Test
  void anAnswerEndsIt() {
    sent();

    write.answered();

    assertThat(write.state()).isEqualTo(State.DONE);
    assertThat(write.tick(configuration(5, 3, HEAD), DEADLINE)).isEqualTo(Action.NONE);
    assertThat(write.configured(configuration(6, 4, OTHER), 0)).isEqualTo(Action.NONE);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      names = {"WRONG_EPOCH", "UNKNOWN_REGION", "SHUTTING_DOWN", "STORAGE_FAILED", "INTERRUPTED"})
  void aServerThatIsAheadMakesItWaitForThatConfiguration(RefusalReason reason) {
    sent();

    assertThat(write.refused(reason, 9, configuration(5, 3, HEAD), 0)).isEqualTo(Action.NONE);
    assertThat(write.state()).isEqualTo(State.WAITING_CONFIGURATION);
    assertThat(write.configured(configuration(8, 4, OTHER), 0)).isEqualTo(Action.NONE);
    assertThat(write.configured(configuration(9, 5, OTHER), 0)).isEqualTo(Action.SEND);
    assertThat(write.server()).isEqualTo(OTHER);
    assertThat(write.epoch()).isEqualTo(5);
  }

  @Test
  void waitsForAConfigurationOnlySoLong() {
    sent();
    Configuration known = configuration(5, 3, HEAD);
    write.refused(RefusalReason.WRONG_EPOCH, 9, known, 0);

    assertThat(write.tick(known, RetryMachine.CONFIGURATION_PATIENCE_NANOS - 1))
        .isEqualTo(Action.NONE);
    assertThat(write.tick(known, RetryMachine.CONFIGURATION_PATIENCE_NANOS)).isEqualTo(Action.SEND);
  }

  @ParameterizedTest
  @EnumSource(
      value = RefusalReason.class,
      names = {"WRONG_EPOCH", "UNKNOWN_REGION", "SHUTTING_DOWN", "STORAGE_FAILED", "OVERLOADED"})
  void aServerThatIsNotAheadIsAskedAgainALittleLater(RefusalReason reason) {
    sent();
    Configuration known = configuration(5, 3, HEAD);

    assertThat(write.refused(reason, 5, known, 0)).isEqualTo(Action.NONE);
    assertThat(write.state()).isEqualTo(State.WAITING_BACKOFF);
    assertThat(write.tick(known, RetryMachine.FIRST_BACKOFF_NANOS - 1)).isEqualTo(Action.NONE);
    assertThat(write.tick(known, 2 * RetryMachine.FIRST_BACKOFF_NANOS)).isEqualTo(Action.SEND);
  }

  @Test
  void nothingIsSentWhenTheTimeIsOverWhateverComesFirst() {
    sent();
    Configuration known = configuration(5, 3, HEAD);
    Configuration newer = configuration(6, 4, OTHER);

    assertThat(write.disconnected(false, known, DEADLINE - 1)).isEqualTo(Action.NONE);
    assertThat(write.configured(newer, DEADLINE)).isEqualTo(Action.FAIL);
    assertThat(write.outcomeUnknown()).isTrue();
    assertThat(write.failure()).isEqualTo(Failure.UNAVAILABLE);
  }

  @Test
  void aLinkThatIsFoundLostAfterTheDeadlineIsNoReasonToAskAnotherServer() {
    sent();

    assertThat(write.disconnected(false, configuration(6, 4, OTHER), DEADLINE))
        .isEqualTo(Action.FAIL);
    assertThat(write.outcomeUnknown()).isTrue();
    assertThat(write.failure()).isEqualTo(Failure.DEADLINE);
  }

  @Test
  void anotherHeadIsNotAskedAfterTheDeadline() {
    sent();

    assertThat(write.configured(configuration(6, 4, OTHER), DEADLINE)).isEqualTo(Action.FAIL);
    assertThat(write.outcomeUnknown()).isTrue();
  }

  @Test
  void waitsGrowUpToABound() {
    sent();
    Configuration known = configuration(5, 3, HEAD);
    long now = 0;
    long before = 0;
    for (int i = 0; i < 12; i++) {
      write.refused(RefusalReason.OVERLOADED, 5, known, now);
      long wait = write.nextTickNanos() - now;
      assertThat(wait)
          .isBetween(
              Math.min(before, RetryMachine.LONGEST_BACKOFF_NANOS),
              RetryMachine.LONGEST_BACKOFF_NANOS * 3 / 2);
      before = wait;
      now = 0;
      write.tick(known, wait);
      if (write.state() == State.DONE) {
        break;
      }
    }
    assertThat(before).isGreaterThanOrEqualTo(RetryMachine.LONGEST_BACKOFF_NANOS);
  }

  @Test
  void aNewRouteEndsAWait() {
    sent();
    write.refused(RefusalReason.OVERLOADED, 5, configuration(5, 3, HEAD), 0);

    assertThat(write.configured(configuration(6, 3, HEAD), 0)).isEqualTo(Action.NONE);
    assertThat(write.configured(configuration(7, 4, HEAD), 0)).isEqualTo(Action.SEND);
  }

  @Test
  void readOnlyFails() {
    sent();

    assertThat(write.refused(RefusalReason.READ_ONLY, 5, configuration(5, 3, HEAD), 0))
        .isEqualTo(Action.FAIL);
    assertThat(write.failure()).isEqualTo(Failure.READ_ONLY);
    assertThat(write.outcomeUnknown()).isFalse();
  }

  @Test
  void readOnlyByAnOlderConfigurationIsTriedAgain() {
    sent();

    assertThat(write.refused(RefusalReason.READ_ONLY, 4, configuration(5, 3, HEAD), 0))
        .isEqualTo(Action.NONE);
    assertThat(write.state()).isEqualTo(State.WAITING_BACKOFF);
  }

  @Test
  void malformedFails() {
    sent();

    assertThat(write.refused(RefusalReason.MALFORMED, 5, configuration(5, 3, HEAD), 0))
        .isEqualTo(Action.FAIL);
    assertThat(write.failure()).isEqualTo(Failure.MALFORMED);
  }

  @Test
  void aLostLinkIsFollowedByAnotherSending() {
    sent();
    Configuration known = configuration(5, 3, HEAD);

    assertThat(write.disconnected(false, known, 0)).isEqualTo(Action.NONE);
    assertThat(write.tick(known, 2 * RetryMachine.FIRST_BACKOFF_NANOS)).isEqualTo(Action.SEND);
  }

  @Test
  void aLostLinkIsFollowedAtOnceIfTheRouteIsNewAlready() {
    sent();

    assertThat(write.disconnected(false, configuration(6, 4, OTHER), 0)).isEqualTo(Action.SEND);
    assertThat(write.server()).isEqualTo(OTHER);
  }

  @Test
  void anotherHeadIsAskedAsSoonAsItIsKnown() {
    sent();

    assertThat(write.configured(configuration(6, 4, OTHER), 0)).isEqualTo(Action.SEND);
    assertThat(write.server()).isEqualTo(OTHER);
  }

  @Test
  void anotherEpochOfTheSameHeadLeavesItsAnswerToCome() {
    sent();

    assertThat(write.configured(configuration(6, 4, HEAD, OTHER), 0)).isEqualTo(Action.NONE);
    assertThat(write.state()).isEqualTo(State.SENT);
  }

  @Test
  void aRemovedSpaceFails() {
    sent();

    assertThat(write.configured(empty(6), 0)).isEqualTo(Action.FAIL);
    assertThat(write.failure()).isEqualTo(Failure.SPACE_REMOVED);
    assertThat(write.outcomeUnknown()).isTrue();
  }

  @Test
  void whatIsSentAndNotAnsweredIsUnknownAtTheDeadline() {
    sent();

    assertThat(write.tick(configuration(5, 3, HEAD), DEADLINE)).isEqualTo(Action.FAIL);
    assertThat(write.failure()).isEqualTo(Failure.DEADLINE);
    assertThat(write.outcomeUnknown()).isTrue();
  }

  @Test
  void whatWasRefusedIsNotAppliedAtTheDeadline() {
    sent();
    Configuration known = configuration(5, 3, HEAD);
    write.refused(RefusalReason.OVERLOADED, 5, known, 0);

    assertThat(write.tick(known, DEADLINE)).isEqualTo(Action.FAIL);
    assertThat(write.failure()).isEqualTo(Failure.OVERLOADED);
    assertThat(write.outcomeUnknown()).isFalse();
  }

  @Test
  void whatNeverArrivedIsNotAppliedAtTheDeadline() {
    sent();
    Configuration known = configuration(5, 3, HEAD);
    write.disconnected(true, known, 0);

    assertThat(write.tick(known, DEADLINE)).isEqualTo(Action.FAIL);
    assertThat(write.failure()).isEqualTo(Failure.UNAVAILABLE);
    assertThat(write.outcomeUnknown()).isFalse();
  }

  @Test
  void aRefusalDoesNotTakeBackAnEarlierSendingInDoubt() {
    sent();
    Configuration known = configuration(5, 3, HEAD);
    write.disconnected(false, known, 0);
    write.tick(known, 10_000_000);

    assertThat(write.refused(RefusalReason.READ_ONLY, 5, known, 10_000_000)).isEqualTo(Action.FAIL);
    assertThat(write.outcomeUnknown()).isTrue();
  }

  @Test
  void aChangeOfHeadsLeavesTheFirstSendingInDoubt() {
    sent();
    Configuration known = configuration(6, 4, OTHER);
    write.configured(known, 0);
    write.refused(RefusalReason.OVERLOADED, 6, known, 0);

    assertThat(write.tick(known, DEADLINE)).isEqualTo(Action.FAIL);
    assertThat(write.outcomeUnknown()).isTrue();
  }

  @Test
  void anInterruptedServerLeavesTheWriteInDoubt() {
    sent();

    write.refused(RefusalReason.INTERRUPTED, 5, configuration(5, 3, HEAD), 0);
    write.expire();

    assertThat(write.outcomeUnknown()).isTrue();
  }

  @Test
  void anOverflowingLinkLeavesNothingInDoubt() {
    sent();

    assertThat(write.overflowed(0)).isEqualTo(Action.NONE);
    write.expire();

    assertThat(write.failure()).isEqualTo(Failure.OVERLOADED);
    assertThat(write.outcomeUnknown()).isFalse();
  }

  @Test
  void readsAreNeverInDoubt() {
    RetryMachine get = new RetryMachine(Access.GET, REGION, DEADLINE, 1);
    Configuration known = configuration(5, 3, HEAD);
    get.start(known, 0);
    get.disconnected(false, known, 0);
    get.tick(known, 10_000_000);

    get.expire();

    assertThat(get.outcomeUnknown()).isFalse();
  }

  @Test
  void aSearchStaysWithAMemberThatIsTheTailNoMore() {
    RetryMachine search = new RetryMachine(Access.SEARCH, REGION, DEADLINE, 1);
    search.start(configuration(5, 3, HEAD), 0);

    assertThat(search.configured(configuration(6, 4, HEAD, OTHER), 0)).isEqualTo(Action.NONE);
    assertThat(search.configured(configuration(7, 5, OTHER), 0)).isEqualTo(Action.SEND);
  }

  @Test
  void withoutADeadlineOnlyExpiryEndsIt() {
    RetryMachine search = new RetryMachine(Access.SEARCH, REGION, RetryMachine.NO_DEADLINE, 1);
    search.start(configuration(5, 3, HEAD), 0);

    assertThat(search.tick(configuration(5, 3, HEAD), Long.MAX_VALUE - 1)).isEqualTo(Action.NONE);
    assertThat(search.expire()).isEqualTo(Action.FAIL);
  }

  @Test
  void illegalTransitionsThrow() {
    Configuration known = configuration(5, 3, HEAD);
    assertThatThrownBy(write::answered).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> write.configured(known, 0)).isInstanceOf(IllegalStateException.class);
    sent();
    assertThatThrownBy(() -> write.start(known, 0)).isInstanceOf(IllegalStateException.class);
    write.refused(RefusalReason.OVERLOADED, 5, known, 0);
    assertThatThrownBy(write::answered).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> write.disconnected(true, known, 0))
        .isInstanceOf(IllegalStateException.class);
    write.expire();
    assertThatThrownBy(write::expire).isInstanceOf(IllegalStateException.class);
  }

  private void sent() {
    assertThat(write.start(configuration(5, 3, HEAD), 0)).isEqualTo(Action.SEND);
  }

  private static Configuration configuration(long version, long epoch, Long... chain) {
    Region region =
        new Region(REGION, epoch, List.of(0L), List.of(-1L), List.of(chain), OptionalLong.empty());
    Subspace subspace = new Subspace(2, List.of(0), List.of(1), List.of(region));
    Schema schema = new Schema(List.of(new Attribute("k", AttributeType.STRING)));
    Space space = new Space(1, "kv", schema, 0, 1, "", List.of(subspace), List.of());
    return new Configuration("cluster", version, false, List.of(), List.of(), List.of(space));
  }

  private static Configuration empty(long version) {
    return new Configuration("cluster", version, false, List.of(), List.of(), List.of());
  }
}
