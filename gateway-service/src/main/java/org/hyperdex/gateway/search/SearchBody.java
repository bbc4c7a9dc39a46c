package org.hyperdex.gateway.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hyperdex.client.Condition;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Projection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a search asks for.
 *
 * @param where what must be true of the objects
 * @param attributes which attributes are answered
 * @param limit how many objects at most
 */
record SearchBody(Condition where, Set<String> attributes, long limit) {
  private static final Set<String> LATER = Set.of("sort", "order", "cursor");

  static SearchBody ofSearch(Schema schema, JsonNode body) {
    requireMembers(body, Set.of("where", "attributes", "limit"));
    return new SearchBody(condition(schema, body), Projection.of(schema, names(body)), limit(body));
  }

  static Condition ofCount(Schema schema, JsonNode body) {
    requireMembers(body, Set.of("where"));
    return condition(schema, body);
  }

  private static Condition condition(Schema schema, JsonNode body) {
    return body.has("where") ? JsonConditions.parse(schema, body.get("where")) : Condition.ALL;
  }

  private static @Nullable List<String> names(JsonNode body) {
    JsonNode attributes = body.get("attributes");
    if (attributes == null) {
      return null;
    }
    List<String> names = new ArrayList<>();
    if (!attributes.isArray()) {
      throw new Problem(
          Reason.MALFORMED, "attributes: expected an array of names, found " + attributes);
    }
    for (JsonNode name : attributes) {
      if (!name.isString()) {
        throw new Problem(Reason.MALFORMED, "attributes: expected names, found " + name);
      }
      names.add(name.stringValue());
    }
    return names;
  }

  private static long limit(JsonNode body) {
    JsonNode limit = body.get("limit");
    if (limit == null) {
      return Long.MAX_VALUE;
    }
    if (!limit.isIntegralNumber() || !limit.canConvertToLong() || limit.longValue() < 0) {
      throw new Problem(
          Reason.MALFORMED, "limit: expected an integer of at least 0, found " + limit);
    }
    return limit.longValue();
  }

  private static void requireMembers(JsonNode body, Set<String> known) {
    for (String member : body.propertyNames()) {
      if (LATER.contains(member)) {
        throw new Problem(
            Reason.UNSUPPORTED, member + ": sorted searches are not in this version yet");
      }
      if (!known.contains(member)) {
        throw new Problem(
            Reason.MALFORMED,
            "unknown member '%s'; known are %s"
                .formatted(member, known.stream().sorted().toList()));
      }
    }
  }
}
