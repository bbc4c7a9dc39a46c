package org.hyperdex.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceWindowTest {
  private final SequenceWindow window = new SequenceWindow();

  @Test
  void countsFromOne() {
    assertThat(window.next()).isEqualTo(1);
    assertThat(window.next()).isEqualTo(2);
    assertThat(window.watermark()).isZero();
  }

  @Test
  void theWatermarkStopsBelowTheOldestThatGoesOn() {
    for (int i = 0; i < 5; i++) {
      window.next();
    }

    window.end(2);
    window.end(3);
    assertThat(window.watermark()).isZero();
    window.end(1);
    assertThat(window.watermark()).isEqualTo(3);
    window.end(5);
    assertThat(window.watermark()).isEqualTo(3);
  }

  @Test
  void aWriteEndsOnce() {
    window.next();
    window.next();
    window.end(2);

    assertThatThrownBy(() -> window.end(2)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> window.end(3)).isInstanceOf(IllegalStateException.class);
    window.end(1);
    assertThatThrownBy(() -> window.end(1)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void agreesWithASetOfNumbersHoweverFarTheWritesAreApart() {
    for (long seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      SequenceWindow tested = new SequenceWindow();
      TreeSet<Long> open = new TreeSet<>();
      long last = 0;
      for (int step = 0; step < 20_000; step++) {
        if (open.isEmpty() || random.nextInt(100) < 52) {
          last = tested.next();
          open.add(last);
        } else {
          // Mostly the newest, so that a few old ones hold the watermark back for long.
          Long chosen =
              random.nextInt(200) == 0 ? open.first() : open.floor(last - random.nextInt(3));
          if (chosen != null) {
            open.remove(chosen);
            tested.end(chosen);
          }
        }
        assertThat(tested.watermark()).isEqualTo(open.isEmpty() ? last : open.first() - 1);
      }
    }
  }
}
