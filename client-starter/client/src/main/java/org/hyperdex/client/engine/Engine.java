package org.hyperdex.client.engine;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.hyperdex.client.ClientOptions;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.HyperDexException;

/** The entry to the engine for the contract's static methods. */
public final class Engine {
  private Engine() {}

  /** Makes a client. */
  public static HyperDexClient connect(ClientOptions options) {
    return NetworkClient.start(options);
  }

  /** Waits for a future of a client. */
  public static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof HyperDexException failure) {
        // A new one, because the stack of the waiting thread is what leads to the call.
        throw new HyperDexException(
            failure.code(), failure.detail(), failure.outcome(), failure.context(), failure);
      }
      throw new HyperDexException(
          ErrorCode.INTERNAL,
          "an operation ended in an unexpected way; this is a defect",
          FailureOutcome.UNKNOWN,
          Map.of(),
          e.getCause());
    } catch (CancellationException e) {
      throw new HyperDexException(
          ErrorCode.INTERRUPTED,
          "the future was cancelled; the operation goes on",
          FailureOutcome.UNKNOWN,
          Map.of(),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HyperDexException(
          ErrorCode.INTERRUPTED,
          "interrupted while waiting; the operation goes on",
          FailureOutcome.UNKNOWN,
          Map.of(),
          e);
    }
  }
}
