package org.hyperdex.core.impure;

import java.util.concurrent.Executor;

/** Hands work to other threads. */
public final class SubmitsToExecutor {

  void submit(Executor executor, Runnable task) {
    executor.execute(task);
  }
}
