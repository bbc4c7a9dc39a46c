package org.hyperdex.gateway.spaces;

import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import org.hyperdex.core.schema.Attribute;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Spaces as the REST API shows them. */
final class SpaceJson {
  private SpaceJson() {}

  static ObjectNode of(Space space) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    node.put("name", space.name());
    attribute(node.putObject("key"), space.schema().key());
    ArrayNode attributes = node.putArray("attributes");
    space.schema().attributes().stream()
        .skip(1)
        .forEach(attribute -> attribute(attributes.addObject(), attribute));
    ArrayNode subspaces = node.putArray("subspaces");
    space.subspaces().forEach(subspace -> subspace(subspaces.addObject(), space, subspace));
    node.set("indices", indices(space));
    node.put("faultTolerance", space.faultTolerance());
    node.put("partitions", space.partitions());
    node.put("description", space.description());
    return node;
  }

  static ArrayNode indices(Space space) {
    ArrayNode indices = JsonValues.mapper().createArrayNode();
    for (Index index : space.indices()) {
      indices.add(index(space, index));
    }
    return indices;
  }

  static ObjectNode index(Space space, Index index) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    node.put("id", index.id());
    node.put("attribute", space.indexed(index).text());
    node.put("state", index.state().name());
    return node;
  }

  private static void attribute(ObjectNode node, Attribute attribute) {
    node.put("name", attribute.name());
    node.put("type", attribute.type().description());
  }

  private static void subspace(ObjectNode node, Space space, Subspace subspace) {
    node.put("id", subspace.id());
    ArrayNode attributes = node.putArray("attributes");
    subspace
        .dimensions()
        .forEach(position -> attributes.add(space.schema().attribute(position).name()));
    node.put("regions", subspace.regions().size());
  }
}
