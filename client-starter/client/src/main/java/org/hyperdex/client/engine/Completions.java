package org.hyperdex.client.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * Takes the completion of futures, and with it the application's code, off the network threads.
 * What one frame, or one look at the clock, has completed goes over as one batch: the cost of
 * changing threads is shared by the batch.
 */
final class Completions implements AutoCloseable {
  private static final long CLOSE_TIMEOUT_MILLIS = 1_000;

  private final Executor executor;
  private final Optional<ExecutorService> own;

  Completions(Optional<Executor> configured) {
    own =
        configured.isPresent()
            ? Optional.empty()
            : Optional.of(
                Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("hyperdex-client-completion-", 0).factory()));
    executor = configured.orElseGet(own::orElseThrow);
  }

  /** Something that ended; {@link #publish} completes its future. */
  interface Ended {
    /** Makes room for another operation, before any future of the batch is completed. */
    void release();

    /** Completes the future. */
    void publish();
  }

  /** Collects what has ended. For one thread at a time. */
  final class Batch {
    private List<Ended> ended = new ArrayList<>();

    void add(Ended operation) {
      ended.add(operation);
    }

    /** Hands over what has been collected. */
    void flush() {
      if (ended.isEmpty()) {
        return;
      }
      List<Ended> batch = ended;
      ended = new ArrayList<>();
      Runnable task = () -> publish(batch);
      try {
        executor.execute(task);
      } catch (RejectedExecutionException _) {
        // The application's executor is gone; whoever waits for the futures must still be woken.
        task.run();
      }
    }
  }

  Batch batch() {
    return new Batch();
  }

  private static void publish(List<Ended> batch) {
    // First all room, then the futures: a dependent stage may wait for room.
    for (Ended operation : batch) {
      operation.release();
    }
    for (Ended operation : batch) {
      operation.publish();
    }
  }

  /** Waits a little for the batches under way, if the threads are the client's own. */
  @Override
  public void close() {
    if (own.isPresent()) {
      own.get().shutdown();
      try {
        if (!own.get().awaitTermination(CLOSE_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)) {
          own.get().shutdownNow();
        }
      } catch (InterruptedException _) {
        own.get().shutdownNow();
        Thread.currentThread().interrupt();
      }
    }
  }
}
