package org.hyperdex.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.hyperdex.gateway.GatewayProperties;
import org.hyperdex.gateway.problems.CallerGoneException;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

/** What requests hold, together and each. */
@Timeout(30)
class HeldMemoryTest {
  private static final long ALL = 1 << 20;
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RequestMemory memory =
      new RequestMemory(new GatewayProperties("c:1", Duration.ofSeconds(1), DataSize.ofBytes(ALL)));

  @Test
  void whatIsTakenIsNotThereForOthersUntilItIsGivenBack() {
    HeldMemory first = memory.held();
    int taken = first.take(ALL - 2048);
    HeldMemory second = memory.held();

    Problem refused = catchThrowableOfType(Problem.class, () -> second.take(4096));
    assertThat(refused.reason()).isEqualTo(Reason.OVERLOADED);
    assertThat(refused.reason().status().value()).isEqualTo(429);
    assertThat(refused.reason().retryable()).isTrue();

    first.give(taken);
    second.take(4096);
    second.end();
    assertThat(memory.freeBytes()).isEqualTo(ALL);
  }

  @Test
  void whoNeedsMoreThanThereIsMayHaveAllOfIt() {
    HeldMemory large = memory.held();
    large.take(100 * ALL);
    assertThat(memory.freeBytes()).isZero();
    large.take(100 * ALL);
    large.end();
    assertThat(memory.freeBytes()).isEqualTo(ALL);
  }

  @Test
  void whoIsPatientGetsWhatOthersGiveBack() throws InterruptedException {
    HeldMemory first = memory.held();
    first.take(ALL);
    HeldMemory second = memory.held();
    Thread patient = Thread.ofPlatform().start(() -> second.take(ALL, LONG));
    first.end();

    patient.join(LONG);
    assertThat(memory.freeBytes()).isZero();
    second.end();
    assertThat(memory.freeBytes()).isEqualTo(ALL);
  }

  @Test
  void smallPartsAreNotCounted() {
    HeldMemory first = memory.held();
    first.take(ALL);
    memory.held().take(HeldMemory.UNIT_BYTES - 1);
  }

  @Test
  void aRequestThatIsOverTakesNothing() {
    HeldMemory over = memory.held();
    over.end();
    assertThatThrownBy(() -> over.take(4096)).isInstanceOf(CallerGoneException.class);
    assertThat(memory.freeBytes()).isEqualTo(ALL);
  }
}
