package org.hyperdex.coordinator;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Up while the node is a member of a group that has a leader. */
@Component("coordinatorHealthIndicator")
class CoordinatorHealth extends AbstractHealthIndicator {
  private final CoordinatorProcess process;

  CoordinatorHealth(CoordinatorProcess process) {
    this.process = process;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    process
        .node()
        .ifPresentOrElse(
            node -> describe(node, builder),
            () -> builder.outOfService().withDetail("reason", "the node has not started yet"));
  }

  private static void describe(CoordinatorNode node, Health.Builder builder) {
    (node.isReady() ? builder.up() : builder.outOfService())
        .withDetail("cluster", node.identity().clusterId())
        .withDetail("node", node.identity().nodeId())
        .withDetail("leader", node.leaderAddress().orElse("none"))
        .withDetail("configurationVersion", node.configuration().version());
  }
}
