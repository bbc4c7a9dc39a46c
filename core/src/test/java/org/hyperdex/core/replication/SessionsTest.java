package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.ServerResponse.WriteResult;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final long CLIENT = 7;

  private static final WriteResult REFUSAL =
      new WriteResult(1, Outcome.NOT_FOUND, Version.NONE, -1);

  private final Sessions sessions = new Sessions(new AwakeTime());
  private final List<OperationId> forgotten = new ArrayList<>();

  @Test
  void aWatermarkForgetsWhatItCovers() {
    assertThat(sessions.record(outcome(1))).isTrue();
    assertThat(sessions.record(outcome(3))).isTrue();

    sessions.advance(CLIENT, 2, forgotten::add);

    assertThat(forgotten).containsExactly(operation(1));
    assertThat(sessions.outcome(operation(1))).isNull();
    assertThat(sessions.outcome(operation(3))).isEqualTo(outcome(3));
  }

  @Test
  void anOutcomeThatComesAfterItsWatermarkIsNotKept() {
    sessions.advance(CLIENT, 2, forgotten::add);

    assertThat(sessions.record(outcome(2))).isFalse();
    assertThat(sessions.outcome(operation(2))).isNull();
    assertThat(sessions.record(outcome(3))).isTrue();
  }

  @Test
  void aRefusalIsRememberedUntilItsClientHasSeenIt() {
    sessions.refuse(operation(1), 0, REFUSAL);
    assertThat(sessions.refusal(operation(1))).isEqualTo(REFUSAL);

    sessions.refuse(operation(2), 1, REFUSAL);

    assertThat(sessions.refusal(operation(1))).isNull();
    assertThat(sessions.answered(operation(1))).isTrue();
    assertThat(sessions.answered(operation(2))).isFalse();
  }

  private static OperationId operation(long sequence) {
    return new OperationId(CLIENT, sequence);
  }

  private static OutcomeRecord outcome(long sequence) {
    return new OutcomeRecord(operation(sequence), Outcome.OK, new Version(1, sequence));
  }
}
