package org.hyperdex.coordinator;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.hyperdex.core.cluster.Margins;
import org.hyperdex.core.cluster.ServerState;
import org.hyperdex.core.coordinator.Recovery;
import org.springframework.stereotype.Component;

/** The node in numbers, {@code hyperdex_coordinator_*}. */
@Component
class CoordinatorMetrics implements MeterBinder {
  private static final String PREFIX = "hyperdex.coordinator.";

  private final CoordinatorProcess process;

  CoordinatorMetrics(CoordinatorProcess process) {
    this.process = process;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(
        registry,
        "ready",
        "1 if the node is a member and there is a leader",
        node -> node.isReady() ? 1 : 0);
    gauge(registry, "leader", "1 if the node leads", node -> node.leads() ? 1 : 0);
    gauge(
        registry,
        "configuration.version",
        "Version of the newest configuration at this node",
        node -> node.configuration().version());
    gauge(
        registry,
        "log.index",
        "Index of the last applied log entry",
        CoordinatorNode::appliedIndex);
    gauge(
        registry, "followers", "Streams that follow the configuration", CoordinatorNode::followers);
    gauge(
        registry,
        "coordinators",
        "Coordinator nodes of the cluster",
        node -> node.configuration().coordinators().size());
    gauge(registry, "spaces", "Spaces", node -> node.configuration().spaces().size());
    gauge(
        registry,
        "margin.data.loss",
        "How many more servers may fail before a region has no live replica",
        node -> Margins.of(node.configuration()).dataLoss());
    gauge(
        registry,
        "margin.availability",
        "How many more servers may fail before a region takes no writes",
        node -> Margins.of(node.configuration()).availability());
    gauge(
        registry,
        "joiners",
        "Regions that are being copied to another server",
        node ->
            node.state().coordinator().regions().stream()
                .filter(region -> region.joiner().isPresent())
                .count());
    for (Recovery.Phase phase : Recovery.Phase.values()) {
      if (phase != Recovery.Phase.STEADY) {
        Gauge.builder(
                PREFIX + "recoveries", process, p -> valueOf(p, node -> recoveries(node, phase)))
            .description("Recoveries under way by phase")
            .tag("phase", phase.name().toLowerCase(Locale.ROOT).replace('_', '-'))
            .register(registry);
      }
    }
    for (ServerState state : ServerState.values()) {
      Gauge.builder(PREFIX + "servers", process, p -> valueOf(p, node -> servers(node, state)))
          .description("Storage servers by state")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<CoordinatorNode> value) {
    Gauge.builder(PREFIX + name, process, p -> valueOf(p, value))
        .description(description)
        .register(registry);
  }

  private static double valueOf(
      CoordinatorProcess process, ToDoubleFunction<CoordinatorNode> value) {
    return process.node().map(value::applyAsDouble).orElse(0.0);
  }

  private static double recoveries(CoordinatorNode node, Recovery.Phase phase) {
    return node.state().coordinator().repair().recoveries().stream()
        .filter(recovery -> recovery.phase() == phase)
        .count();
  }

  private static double servers(CoordinatorNode node, ServerState state) {
    return node.configuration().servers().stream()
        .filter(server -> server.state() == state)
        .count();
  }
}
