package org.hyperdex.client.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time passes for a client also while its machine is suspended: servers forget it meanwhile. */
class ClockTest {
  private long monotonicNanos = 77;
  private long wallMillis = 1_700_000_000_000L;
  private final Clock clock = new Clock(() -> monotonicNanos, () -> wallMillis);

  @Test
  void timePasses() {
    pass(Duration.ofMinutes(40));

    assertThat(now()).isEqualTo(Duration.ofMinutes(40));
  }

  @Test
  void whatTheMachineSleepsCounts() {
    pass(Duration.ofSeconds(3));
    wallMillis += Duration.ofHours(2).toMillis();
    assertThat(now()).isEqualTo(Duration.ofHours(2).plusSeconds(3));

    pass(Duration.ofSeconds(4));
    assertThat(now()).isEqualTo(Duration.ofHours(2).plusSeconds(7));

    wallMillis += Duration.ofHours(1).toMillis();
    assertThat(now()).isEqualTo(Duration.ofHours(3).plusSeconds(7));
  }

  @Test
  void aClockOnTheWallThatIsSetALittleIsNoSleep() {
    wallMillis += Duration.ofMinutes(9).toMillis();

    assertThat(now()).isZero();
  }

  @Test
  void timeDoesNotGoBackWithTheClockOnTheWall() {
    wallMillis += Duration.ofHours(2).toMillis();
    assertThat(now()).isEqualTo(Duration.ofHours(2));

    wallMillis -= Duration.ofHours(5).toMillis();
    assertThat(now()).isEqualTo(Duration.ofHours(2));
    pass(Duration.ofSeconds(1));
    assertThat(now()).isEqualTo(Duration.ofHours(2).plusSeconds(1));
  }

  private void pass(Duration time) {
    monotonicNanos += time.toNanos();
    wallMillis += time.toMillis();
  }

  private Duration now() {
    return Duration.ofNanos(clock.nowNanos());
  }
}
