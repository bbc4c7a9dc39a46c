package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.hyperdex.client.CallOptions;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.core.protocol.RetryBudget;
import org.junit.jupiter.api.Test;

/** G4: no operation is retried for longer than servers remember it. */
class TimeoutsTest {
  private static final Duration TOO_LONG = RetryBudget.LONGEST_OPERATION.plusMillis(1);

  @Test
  void anOperationMayTakeTenMinutesAndNoLonger() {
    assertThat(CallOptions.timeout(RetryBudget.LONGEST_OPERATION).timeout()).hasMinutes(10);
    assertThatThrownBy(() -> CallOptions.timeout(TOO_LONG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 10 minutes");
  }

  @Test
  void neitherMayAClientsDefault() {
    ClientOptions.Builder builder = ClientOptions.builder().coordinators("a").timeout(TOO_LONG);
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at most 10 minutes");
  }

  @Test
  void administrationMayTakeLonger() {
    assertThat(ClientOptions.builder().coordinators("a").adminTimeout(TOO_LONG).build())
        .extracting(ClientOptions::adminTimeout)
        .isEqualTo(TOO_LONG);
  }
}
