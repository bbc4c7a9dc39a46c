package org.hyperdex.gateway.cluster;

import java.util.List;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.RecoveryReport;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.Margins;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.gateway.web.Unsigned;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The configuration as the REST API shows it. Ids and bounds are unsigned 64-bit numbers. */
final class ClusterJson {
  private ClusterJson() {}

  static ObjectNode of(
      Configuration configuration, CoordinatorStatus status, List<RecoveryReport> recoveries) {
    ObjectNode node = of(configuration);
    ArrayNode coordinators = node.putArray("coordinators");
    for (Coordinator coordinator : status.coordinators()) {
      coordinators
          .addObject()
          .put("id", coordinator.id())
          .put("address", coordinator.address())
          .put("leader", coordinator.address().equals(status.leaderAddress()));
    }
    node.set("recoveries", recoveries(recoveries));
    return node;
  }

  /** What a configuration says of everything but the coordinators. */
  static ObjectNode of(Configuration configuration) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    node.put("clusterId", configuration.clusterId());
    node.put("version", configuration.version());
    node.put("readOnly", configuration.readOnly());
    node.set("servers", servers(configuration));
    ArrayNode spaces = node.putArray("spaces");
    configuration.spaces().forEach(space -> space(spaces.addObject(), space));
    margins(node.putObject("margins"), Margins.of(configuration));
    return node;
  }

  static void margins(ObjectNode node, Margins margins) {
    node.put("dataLoss", margins.dataLoss()).put("availability", margins.availability());
  }

  static ArrayNode recoveries(List<RecoveryReport> recoveries) {
    ArrayNode nodes = JsonValues.mapper().createArrayNode();
    for (RecoveryReport recovery : recoveries) {
      ObjectNode node = nodes.addObject();
      node.put("id", recovery.id());
      node.put("server", Unsigned.number(recovery.server()));
      node.put("incarnation", recovery.incarnation());
      node.put("version", recovery.configurationVersion());
      node.put("phase", recovery.phase());
      ArrayNode regions = node.putArray("regions");
      recovery.regions().forEach(region -> regions.add(Unsigned.number(region)));
      ArrayNode steps = node.putArray("steps");
      for (RecoveryReport.Step step : recovery.steps()) {
        steps
            .addObject()
            .put("phase", step.phase())
            .put("at", step.at().toString())
            .put("reason", step.reason());
      }
      node.put("bytesDone", recovery.bytesDone());
      node.put("bytesTotal", recovery.bytesTotal());
      node.put("remainingMillis", recovery.remaining().toMillis());
    }
    return nodes;
  }

  static ArrayNode servers(Configuration configuration) {
    ArrayNode servers = JsonValues.mapper().createArrayNode();
    configuration.servers().forEach(server -> server(servers.addObject(), server));
    return servers;
  }

  static void server(ObjectNode node, Server server) {
    node.put("id", Unsigned.number(server.id()))
        .put("address", server.address())
        .put("state", server.state().name())
        .put("zone", server.zone())
        .put("incarnation", server.incarnation());
  }

  static void space(ObjectNode node, Space space) {
    node.put("name", space.name());
    ArrayNode subspaces = node.putArray("subspaces");
    for (Subspace subspace : space.subspaces()) {
      ObjectNode subspaceNode = subspaces.addObject();
      subspaceNode.put("id", subspace.id());
      ArrayNode regions = subspaceNode.putArray("regions");
      subspace.regions().forEach(region -> region(regions.addObject(), region));
    }
  }

  static void region(ObjectNode node, Region region) {
    node.put("id", region.id());
    node.put("epoch", region.epoch());
    ArrayNode lower = node.putArray("lower");
    region.lower().forEach(bound -> lower.add(Unsigned.number(bound)));
    ArrayNode upper = node.putArray("upper");
    region.upper().forEach(bound -> upper.add(Unsigned.number(bound)));
    ArrayNode chain = node.putArray("chain");
    region.chain().forEach(server -> chain.add(Unsigned.number(server)));
    if (region.joiner().isPresent()) {
      node.put("joiner", Unsigned.number(region.joiner().getAsLong()));
    } else {
      node.putNull("joiner");
    }
  }
}
