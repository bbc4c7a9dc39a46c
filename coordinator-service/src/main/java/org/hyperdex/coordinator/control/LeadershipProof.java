package org.hyperdex.coordinator.control;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Proofs of leadership, shared by all who ask at about the same time.
 *
 * <p>A lease may be granted only by a node that was the leader after the heartbeat had come: a
 * former leader that does not know of its successor would grant leases the successor knows nothing
 * of. One round to the majority proves it for everybody who asked before the round began.
 * Thread-safe.
 */
public final class LeadershipProof {
  private final Supplier<CompletableFuture<Boolean>> round;
  private @Nullable CompletableFuture<Boolean> running;
  private @Nullable CompletableFuture<Boolean> next;

  /**
   * @param round asks the majority once
   */
  public LeadershipProof(Supplier<CompletableFuture<Boolean>> round) {
    this.round = round;
  }

  /** Completes with whether this node was the leader at some time after this call. Never fails. */
  public CompletableFuture<Boolean> fromNowOn() {
    CompletableFuture<Boolean> answer;
    synchronized (this) {
      if (running != null) {
        if (next == null) {
          next = new CompletableFuture<>();
        }
        return next;
      }
      answer = new CompletableFuture<>();
      running = answer;
    }
    begin(answer);
    return answer;
  }

  private void begin(CompletableFuture<Boolean> answer) {
    var _ =
        round
            .get()
            .whenComplete((leads, failure) -> {
              CompletableFuture<Boolean> waiting;
              synchronized (this) {
                waiting = next;
                running = waiting;
                next = null;
              }
              if (waiting != null) {
                begin(waiting);
              }
              answer.complete(failure == null && leads);
            });
  }
}
