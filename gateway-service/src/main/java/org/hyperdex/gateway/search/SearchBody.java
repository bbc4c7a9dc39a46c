package org.hyperdex.gateway.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hyperdex.client.Condition;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonMembers;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import org.hyperdex.gateway.web.Projection;
import tools.jackson.databind.JsonNode;

/**
 * What a search asks for.
 *
 * @param request as the client library takes it
 * @param attributes which attributes are answered
 */
record SearchBody(SearchRequest request, Set<String> attributes) {
  static SearchBody ofSearch(Schema schema, JsonNode body) {
    JsonMembers.require(body, Set.of("where", "attributes", "sort", "order", "limit", "cursor"));
    Optional<List<String>> names = names(body);
    SearchRequest request =
        new SearchRequest(condition(schema, body), names, sort(body), limit(body), cursor(body));
    return new SearchBody(request, Projection.of(schema, names.orElse(null)));
  }

  static Condition ofCount(Schema schema, JsonNode body) {
    JsonMembers.require(body, Set.of("where"));
    return condition(schema, body);
  }

  private static Condition condition(Schema schema, JsonNode body) {
    return body.has("where") ? JsonConditions.parse(schema, body.get("where")) : Condition.ALL;
  }

  private static Optional<List<String>> names(JsonNode body) {
    JsonNode attributes = body.get("attributes");
    if (attributes == null) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    if (!attributes.isArray()) {
      throw new Problem(
          Reason.MALFORMED, "attributes: expected an array of names, found " + attributes);
    }
    for (JsonNode name : attributes) {
      names.add(string("attributes", "names", name));
    }
    return Optional.of(names);
  }

  private static Optional<SearchRequest.Sort> sort(JsonNode body) {
    JsonNode sort = body.get("sort");
    JsonNode order = body.get("order");
    boolean descending =
        order != null
            && switch (string("order", "asc or desc", order)) {
              case "asc" -> false;
              case "desc" -> true;
              default ->
                  throw new Problem(
                      Reason.MALFORMED, "order: expected asc or desc, found " + order);
            };
    if (sort == null && order != null) {
      throw new Problem(Reason.MALFORMED, "order: there is no attribute to sort by");
    }
    return Optional.ofNullable(sort)
        .map(name ->
            new SearchRequest.Sort(string("sort", "the name of an attribute", name), descending));
  }

  private static OptionalLong limit(JsonNode body) {
    JsonNode limit = body.get("limit");
    if (limit == null) {
      return OptionalLong.empty();
    }
    if (!limit.isIntegralNumber() || !limit.canConvertToLong() || limit.longValue() < 0) {
      throw new Problem(
          Reason.MALFORMED, "limit: expected an integer of at least 0, found " + limit);
    }
    return OptionalLong.of(limit.longValue());
  }

  /** Null is what an answer says that has no cursor: it may be sent back as it is. */
  private static Optional<String> cursor(JsonNode body) {
    JsonNode cursor = body.get("cursor");
    return cursor == null || cursor.isNull()
        ? Optional.empty()
        : Optional.of(string("cursor", "the cursor of an answer", cursor));
  }

  private static String string(String member, String expected, JsonNode found) {
    if (!found.isString()) {
      throw new Problem(
          Reason.MALFORMED, "%s: expected %s, found %s".formatted(member, expected, found));
    }
    return found.stringValue();
  }
}
