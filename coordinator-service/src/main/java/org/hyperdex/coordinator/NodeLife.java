package org.hyperdex.coordinator;

import java.util.concurrent.CompletableFuture;
import org.hyperdex.coordinator.state.ClusterMachine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a node: whether it leads, and how it ends by itself.
 *
 * <p>It ends once: what comes after that, or after {@link #stop}, changes nothing.
 */
final class NodeLife implements ClusterMachine.Observer {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLife.class);

  private final String nodeId;
  private final CompletableFuture<CoordinatorNode.Ending> ended = new CompletableFuture<>();
  private volatile boolean stopped;

  NodeLife(String nodeId) {
    this.nodeId = nodeId;
  }

  @Override
  public void leading() {
    LOG.info("coordinator leads: id={}", nodeId);
  }

  @Override
  public void following() {
    LOG.info("coordinator leads no longer: id={}", nodeId);
  }

  @Override
  public void removed() {
    if (mayEnd(
        new CoordinatorNode.Ending(
            false,
            "coordinator "
                + nodeId
                + " is no longer a member of the cluster; its data directory is not needed any"
                + " more"))) {
      LOG.info("coordinator ended: id={} removed from the cluster", nodeId);
    }
  }

  @Override
  public void failed(Throwable cause) {
    if (mayEnd(
        new CoordinatorNode.Ending(true, "the log cannot be written: " + cause.getMessage()))) {
      LOG.error("coordinator ended: id={} the log cannot be written", nodeId, cause);
    }
  }

  /** The node cannot go on, for a reason outside the log. */
  void failed(String reason) {
    if (mayEnd(new CoordinatorNode.Ending(true, reason))) {
      LOG.error("coordinator ended: id={} {}", nodeId, reason);
    }
  }

  private boolean mayEnd(CoordinatorNode.Ending ending) {
    return !stopped && ended.complete(ending);
  }

  /** The node is being stopped from outside. */
  void stop() {
    stopped = true;
  }

  /** How the node ended by itself. */
  CompletableFuture<CoordinatorNode.Ending> ended() {
    return ended;
  }
}
