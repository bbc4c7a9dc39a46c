package org.hyperdex.coordinator;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.hyperdex.coordinator.directory.DataDirectoryException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the node as long as the application context lives.
 *
 * <p>The node starts beside the context, not in it: a node that waits for a cluster to join is
 * observable meanwhile.
 */
@Component
class CoordinatorProcess implements SmartLifecycle {
  /** What {@link #awaitEnd} returns when the context was closed. */
  static final int STOPPED = -1;

  private static final Logger LOG = LoggerFactory.getLogger(CoordinatorProcess.class);

  private final CoordinatorProperties properties;
  private final CompletableFuture<Integer> end = new CompletableFuture<>();
  private volatile @Nullable CoordinatorNode node;
  private volatile @Nullable Thread starter;

  CoordinatorProcess(CoordinatorProperties properties) {
    this.properties = properties;
  }

  /** The node, once it has started. */
  Optional<CoordinatorNode> node() {
    return Optional.ofNullable(node);
  }

  /** Blocks until the node has ended; returns the exit code, or {@link #STOPPED}. */
  int awaitEnd() {
    return end.join();
  }

  @Override
  public void start() {
    starter = Thread.ofPlatform().name("coordinator-start").start(this::startNode);
  }

  private void startNode() {
    try {
      CoordinatorNode started = CoordinatorNode.start(properties.options());
      node = started;
      var _ = started.ended().thenAccept(ending -> end.complete(ending.failed() ? 1 : 0));
    } catch (InterruptedException e) {
      end.complete(STOPPED);
    } catch (CoordinatorStartException | DataDirectoryException | IllegalArgumentException e) {
      // These say all there is to say; where they were thrown helps nobody.
      LOG.error("{}", e.getMessage());
      end.complete(1);
    } catch (RuntimeException e) {
      LOG.error("the coordinator cannot start", e);
      end.complete(1);
    }
  }

  @Override
  public void stop() {
    Thread running = starter;
    if (running != null) {
      running.interrupt();
      try {
        running.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      starter = null;
    }
    node().ifPresent(CoordinatorNode::close);
    end.complete(STOPPED);
  }

  @Override
  public boolean isRunning() {
    return starter != null;
  }
}
