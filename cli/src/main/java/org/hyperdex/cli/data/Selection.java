package org.hyperdex.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Which attributes of an object are shown. */
final class Selection {
  @Option(
      names = "--attributes",
      paramLabel = "NAME",
      split = ",",
      description = "Show only these attributes.")
  private List<String> names = new ArrayList<>();

  /** Fails if an attribute is not one of the space. */
  void check(Schema schema) {
    for (String name : names) {
      if (schema.position(name).isEmpty()) {
        throw new HyperDexException(
            ErrorCode.UNKNOWN_ATTRIBUTE, "the space has no attribute '" + name + "'");
      }
    }
  }

  /** What is shown; empty if everything is. */
  Optional<List<String>> names() {
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  ObjectNode of(StoredObject stored) {
    if (names.isEmpty()) {
      return JsonValues.object(stored);
    }
    ObjectNode node = JsonValues.mapper().createObjectNode();
    for (String name : names) {
      stored.attribute(name).ifPresent(value -> node.set(name, JsonValues.toJson(value)));
    }
    return node;
  }
}
