package org.hyperdex.coordinator.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LeadershipProofTest {
  private final List<CompletableFuture<Boolean>> rounds = new ArrayList<>();
  private final LeadershipProof proof = new LeadershipProof(this::round);

  private CompletableFuture<Boolean> round() {
    CompletableFuture<Boolean> round = new CompletableFuture<>();
    rounds.add(round);
    return round;
  }

  @Test
  void whoAsksDuringARoundIsAnsweredByTheNextOne() {
    CompletableFuture<Boolean> first = proof.fromNowOn();
    CompletableFuture<Boolean> second = proof.fromNowOn();
    CompletableFuture<Boolean> third = proof.fromNowOn();
    assertThat(rounds).hasSize(1);

    rounds.get(0).complete(true);
    assertThat(first).isCompletedWithValue(true);
    assertThat(second).isNotDone();
    assertThat(rounds).hasSize(2);

    rounds.get(1).complete(false);
    assertThat(second).isCompletedWithValue(false);
    assertThat(third).isCompletedWithValue(false);
  }

  @Test
  void aRoundThatFailsProvesNothing() {
    CompletableFuture<Boolean> asked = proof.fromNowOn();

    rounds.get(0).completeExceptionally(new IllegalStateException("no majority"));

    assertThat(asked).isCompletedWithValue(false);
    assertThat(proof.fromNowOn()).isNotDone();
    assertThat(rounds).hasSize(2);
  }
}
