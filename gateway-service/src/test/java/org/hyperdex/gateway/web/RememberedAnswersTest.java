package org.hyperdex.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.hyperdex.core.data.Bytes;
import org.hyperdex.gateway.web.RememberedAnswers.Entered;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** What is remembered of requests, and for how long. */
class RememberedAnswersTest {
  private static final Bytes FINGERPRINT = Bytes.utf8("request");
  private static final int KEPT = 10;

  private long nanos;
  private final RememberedAnswers answers =
      new RememberedAnswers((long) KEPT * RememberedAnswers.ENTRY_BYTES, () -> nanos);

  private Entered enter(String key) {
    return answers.enter(key, FINGERPRINT);
  }

  private void answer(String key) {
    answers.answered(enter(key).remembered(), ResponseEntity.noContent().build());
  }

  @Test
  void onlyTheFirstIsToBeCarriedOut() {
    Entered first = enter("a");
    assertThat(first.first()).isTrue();
    assertThat(enter("a").first()).isFalse();
    assertThat(enter("a").remembered()).isSameAs(first.remembered());
    assertThat(enter("b").first()).isTrue();
  }

  @Test
  void theOldestAreForgottenFirst() {
    for (int i = 0; i < KEPT + 3; i++) {
      answer("key" + i);
    }
    for (int i = KEPT + 2; i >= 3; i--) {
      assertThat(enter("key" + i).first()).as("key" + i).isFalse();
    }
    assertThat(enter("key2").first()).isTrue();
  }

  @Test
  void aLongAnswerMakesOthersForgotten() {
    answer("a");
    answer("b");
    answers.answered(
        enter("long").remembered(),
        ResponseEntity.ok("x".repeat((KEPT - 2) * RememberedAnswers.ENTRY_BYTES / 2)));
    assertThat(enter("b").first()).isFalse();
    assertThat(enter("a").first()).isTrue();
  }

  @Test
  void afterADayAnAnswerIsForgotten() {
    answer("a");
    nanos = RememberedAnswers.REMEMBERED.toNanos();
    assertThat(enter("a").first()).isFalse();
    nanos++;
    assertThat(enter("a").first()).isTrue();
  }

  @Test
  void whatIsBeingCarriedOutIsNeverForgotten() {
    enter("slow");
    for (int i = 0; i < 5 * KEPT; i++) {
      answer("key" + i);
    }
    nanos = 2 * RememberedAnswers.REMEMBERED.toNanos();
    assertThat(enter("slow").first()).isFalse();
    assertThat(enter("key0").first()).isTrue();
  }

  @Test
  void aFailureForNowMayBeTriedAgain() {
    answers.failedForNow("a", enter("a").remembered(), new IllegalStateException("busy"));
    assertThat(enter("a").first()).isTrue();
    answers.failed(enter("b").remembered(), new IllegalStateException("no"));
    assertThat(enter("b").first()).isFalse();
    assertThat(enter("b").remembered().answer()).isCompletedExceptionally();
  }
}
