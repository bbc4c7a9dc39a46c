package org.hyperdex.gateway.web;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Which attributes of objects are answered. The key always is. */
public final class Projection {
  private Projection() {}

  /** The attributes that {@code names} asks for; all if it is null. */
  public static Set<String> of(Schema schema, @Nullable List<String> names) {
    Set<String> wanted = new LinkedHashSet<>();
    wanted.add(schema.key().name());
    if (names == null) {
      schema.attributes().forEach(attribute -> wanted.add(attribute.name()));
      return wanted;
    }
    for (String name : names) {
      if (schema.position(name).isEmpty()) {
        throw unknown(schema, name);
      }
      wanted.add(name);
    }
    return wanted;
  }

  private static Problem unknown(Schema schema, String name) {
    String expected =
        "some of "
            + schema.attributes().stream().map(Attribute::name).collect(Collectors.joining(", "));
    String found = "'" + name + "'";
    Map<String, Object> context = new LinkedHashMap<>();
    context.put(HyperDexException.ATTRIBUTE, name);
    context.put(HyperDexException.EXPECTED, expected);
    context.put(HyperDexException.FOUND, found);
    return new Problem(
        Reason.UNKNOWN_ATTRIBUTE,
        "attributes: expected %s, found %s".formatted(expected, found),
        context);
  }

  /** The wanted attributes of {@code object}, in the schema's order. */
  public static ObjectNode json(StoredObject object, Set<String> wanted) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    Schema schema = object.schema();
    for (int i = 0; i < schema.size(); i++) {
      String name = schema.attribute(i).name();
      if (wanted.contains(name)) {
        node.set(name, JsonValues.toJson(object.value(i)));
      }
    }
    return node;
  }
}
