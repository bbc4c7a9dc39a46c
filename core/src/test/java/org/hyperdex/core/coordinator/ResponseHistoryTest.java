package org.hyperdex.core.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** Guards that a command takes effect once, and that remembering this has a bound. */
class ResponseHistoryTest {
  @Test
  void anAnswerIsFoundAgain() {
    ResponseHistory history = ResponseHistory.EMPTY.with(1, 1, done(7));
    assertThat(history.find(1, 1)).contains(done(7));
    assertThat(history.find(1, 2)).isEmpty();
    assertThat(history.find(2, 1)).isEmpty();
    assertThat(history.forgotten(1, 2)).isFalse();
  }

  @Test
  void theAnswersToTheNewestCommandsOfAClientAreKept() {
    ResponseHistory history = ResponseHistory.EMPTY;
    int more = 5;
    for (int i = 1; i <= ResponseHistory.RESPONSES_PER_CLIENT + more; i++) {
      history = history.with(1, i, done(i));
    }
    assertThat(history.find(1, more)).isEmpty();
    assertThat(history.forgotten(1, more)).isTrue();
    assertThat(history.find(1, more + 1)).contains(done(more + 1));
    assertThat(history.forgotten(1, more + 1)).isFalse();
    assertThat(history.sessions().getFirst().responses())
        .hasSize(ResponseHistory.RESPONSES_PER_CLIENT);
  }

  @Test
  void commandsOfAClientMayOvertakeEachOther() {
    ResponseHistory history =
        ResponseHistory.EMPTY.with(1, 3, done(3)).with(1, 1, done(1)).with(1, 2, done(2));
    assertThat(history.find(1, 1)).contains(done(1));
    assertThat(history.find(1, 2)).contains(done(2));
    assertThat(history.find(1, 3)).contains(done(3));
  }

  @Test
  void theClientsAnsweredLastAreKept() {
    ResponseHistory history = ResponseHistory.EMPTY.with(1, 1, done(1)).with(2, 1, done(1));
    history = history.with(1, 2, done(2));
    for (int client = 3; client <= ResponseHistory.CLIENTS + 1; client++) {
      history = history.with(client, 1, done(1));
    }
    assertThat(history.sessions()).hasSize(ResponseHistory.CLIENTS);
    assertThat(history.find(2, 1)).isEmpty();
    assertThat(history.find(1, 2)).contains(done(2));
  }

  @Test
  void aHistoryMadeOfAnothersSessionsIsEqualAndForgetsInTheSameOrder() {
    ResponseHistory history = ResponseHistory.EMPTY.with(1, 1, done(1)).with(2, 1, done(1));
    ResponseHistory copy = new ResponseHistory(history.sessions());
    assertThat(copy).isEqualTo(history);
    assertThat(copy.with(1, 2, done(2))).isEqualTo(history.with(1, 2, done(2)));
    assertThat(copy.with(1, 2, done(2))).isNotEqualTo(history);
  }

  @Test
  void nothingIsAnsweredTwice() {
    ResponseHistory history = ResponseHistory.EMPTY.with(1, 1, done(1));
    assertThatIllegalStateException().isThrownBy(() -> history.with(1, 1, done(2)));
  }

  private static Response done(long version) {
    return new Response.Done(version, 0);
  }
}
