package org.hyperdex.gateway.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperdex.gateway.problems.CallerGoneException;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;

/** Work that is done only as long as its caller waits for it. */
public final class Attended {
  private static final long LOOK_MILLIS = 100;

  private Attended() {}

  /**
   * Waits until {@code work} is done, well or not. The request's body must have been read.
   *
   * @param cancel ends the work; called if the caller goes away before
   * @throws CallerGoneException after that
   */
  public static void await(HttpServletRequest request, CompletableFuture<?> work, Runnable cancel) {
    CallerProbe.Caller caller = CallerProbe.of(request);
    while (!isDone(work, cancel)) {
      if (caller.isGone()) {
        cancel.run();
        throw new CallerGoneException();
      }
    }
  }

  private static boolean isDone(CompletableFuture<?> work, Runnable cancel) {
    try {
      work.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException _) {
      return true;
    } catch (TimeoutException _) {
      return false;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      cancel.run();
      throw new Problem(Reason.UNAVAILABLE, "the gateway is stopping");
    }
  }
}
