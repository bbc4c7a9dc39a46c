package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookBackTest {
  private static final long MILLI = 1_000_000;
  private static final long BEGIN = 5_000 * MILLI;

  @Test
  void aRegionLooksBackToTheBeginningOfTheSearchIfItOpensInTime() {
    LookBack lookBack = LookBack.begin(BEGIN);
    long asked = lookBack.millis(BEGIN + 40 * MILLI);

    assertThat(asked).isGreaterThan(40);
    for (long late = 0; late < 1000; late += 7) {
      long opened = BEGIN + (40 + late) * MILLI;
      if (lookBack.reaches(asked, opened)) {
        long fastClocksBack = asked * MILLI * 4 / 5;
        assertThat(opened - fastClocksBack).isLessThan(BEGIN);
      }
    }
    assertThat(lookBack.reaches(asked, BEGIN + 100 * MILLI)).isTrue();
    assertThat(lookBack.reaches(asked, BEGIN + asked * MILLI)).isFalse();
  }

  @Test
  void onlyALateOpeningAsksForMorePatience() {
    LookBack first = LookBack.begin(BEGIN);

    assertThat(first.again(BEGIN, false).millis(BEGIN)).isEqualTo(first.millis(BEGIN));
    assertThat(first.again(BEGIN, true).millis(BEGIN)).isEqualTo(2 * first.millis(BEGIN));
  }

  @Test
  void patienceAndWaitsEndSomewhere() {
    LookBack lookBack = LookBack.begin(BEGIN);
    for (int i = 0; i < 100; i++) {
      lookBack = lookBack.again(BEGIN, true);
    }

    assertThat(lookBack.millis(BEGIN)).isBetween(1_000L, 6_000L);
    assertThat(lookBack.waitNanos()).isBetween(100 * MILLI, 1_000 * MILLI);
  }
}
