package org.hyperdex.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.core.protocol.Outcome;
import org.hyperdex.core.protocol.Version;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final long CLIENT = 7;

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

  private static OperationId operation(long sequence) {
    return new OperationId(CLIENT, sequence);
  }

  private static OutcomeRecord outcome(long sequence) {
    return new OutcomeRecord(operation(sequence), Outcome.OK, new Version(1, sequence));
  }
}
