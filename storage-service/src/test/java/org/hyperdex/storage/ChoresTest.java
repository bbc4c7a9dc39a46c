package org.hyperdex.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ChoresTest {
  private final Chores chores = new Chores();

  private static void awaitUninterrupted(CountDownLatch latch) {
    boolean open = false;
    while (!open) {
      try {
        latch.await();
        open = true;
      } catch (InterruptedException e) {
        // As a chore that is in the engine: it goes on.
      }
    }
  }

  @Test
  void whoClosesWaitsForWhatIsUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    AtomicBoolean ended = new AtomicBoolean();
    chores.soon(() -> {
      begun.countDown();
      awaitUninterrupted(mayEnd);
      ended.set(true);
    });
    begun.await();
    AtomicBoolean endedBeforeTheEnd = new AtomicBoolean();
    Thread closing =
        Thread.ofPlatform()
            .start(() -> {
              chores.close();
              endedBeforeTheEnd.set(ended.get());
            });
    closing.join(200);
    mayEnd.countDown();
    closing.join();
    assertThat(endedBeforeTheEnd).isTrue();
  }

  @Test
  void nothingBeginsAfterTheEnd() throws Exception {
    CountDownLatch repeated = new CountDownLatch(2);
    AtomicBoolean late = new AtomicBoolean();
    chores.repeat(repeated::countDown, 1, TimeUnit.MILLISECONDS);
    repeated.await();
    chores.close();
    chores.soon(() -> late.set(true));
    chores.close();
    assertThat(late).isFalse();
  }
}
