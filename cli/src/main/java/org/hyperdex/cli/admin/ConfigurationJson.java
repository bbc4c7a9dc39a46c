package org.hyperdex.cli.admin;

import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.cluster.Configuration;
import org.hyperdex.core.cluster.Coordinator;
import org.hyperdex.core.cluster.Region;
import org.hyperdex.core.cluster.Server;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A configuration in the shape of the REST API; ids and bounds are unsigned 64-bit numbers. */
final class ConfigurationJson {
  private ConfigurationJson() {}

  static ObjectNode of(Configuration configuration) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    node.put("clusterId", configuration.clusterId());
    node.put("version", configuration.version());
    node.put("readOnly", configuration.readOnly());
    ArrayNode servers = node.putArray("servers");
    for (Server server : configuration.servers()) {
      servers
          .addObject()
          .put("id", ServerId.number(server.id()))
          .put("address", server.address())
          .put("state", server.state().name())
          .put("zone", server.zone())
          .put("incarnation", server.incarnation());
    }
    ArrayNode coordinators = node.putArray("coordinators");
    for (Coordinator coordinator : configuration.coordinators()) {
      coordinators.addObject().put("id", coordinator.id()).put("address", coordinator.address());
    }
    ArrayNode spaces = node.putArray("spaces");
    configuration.spaces().forEach(space -> space(spaces.addObject(), space));
    return node;
  }

  private static void space(ObjectNode node, Space space) {
    node.put("name", space.name());
    ArrayNode subspaces = node.putArray("subspaces");
    for (Subspace subspace : space.subspaces()) {
      ObjectNode subspaceNode = subspaces.addObject();
      subspaceNode.put("id", subspace.id());
      ArrayNode regions = subspaceNode.putArray("regions");
      subspace.regions().forEach(region -> region(regions.addObject(), region));
    }
  }

  private static void region(ObjectNode node, Region region) {
    node.put("id", region.id());
    node.put("epoch", region.epoch());
    ArrayNode lower = node.putArray("lower");
    region.lower().forEach(bound -> lower.add(ServerId.number(bound)));
    ArrayNode upper = node.putArray("upper");
    region.upper().forEach(bound -> upper.add(ServerId.number(bound)));
    ArrayNode chain = node.putArray("chain");
    region.chain().forEach(server -> chain.add(ServerId.number(server)));
    if (region.joiner().isPresent()) {
      node.put("joiner", ServerId.number(region.joiner().getAsLong()));
    } else {
      node.putNull("joiner");
    }
  }
}
