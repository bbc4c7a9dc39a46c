package org.hyperdex.client.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.binding.Place;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * Conditions as JSON: {@code {attr: value}} is equality, {@code {attr: {"ge": 1, "lt": 5}}} names
 * operators; all members must be true. An object is a value only where strings and floats are
 * written as one ({@code {"$bytes": ..}}); any other equality with an object is {@code {attr:
 * {"eq": {..}}}}.
 *
 * <p>{@code {"$or": [{..}, {..}]}} is true if one of the conditions in it is, {@code {"$and":
 * [..]}} if all are: by it one operator can be asked twice of one attribute. Both may stand beside
 * attributes, and within each other. No attribute's name begins with a dollar sign.
 */
public final class JsonConditions {
  private static final String OR = "$or";
  private static final String AND = "$and";

  private JsonConditions() {}

  /**
   * The condition {@code predicates} describes, checked against {@code schema}.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, WRONG_TYPE, MALFORMED or TOO_LARGE
   */
  public static Condition parse(Schema schema, JsonNode predicates) {
    if (!predicates.isObject()) {
      throw JsonErrors.malformed(
          "predicates",
          "an object {attribute: value or operators}",
          JsonErrors.describe(predicates));
    }
    List<Condition.Term> terms = new ArrayList<>();
    Condition joined = Condition.ALL;
    for (Map.Entry<String, JsonNode> member : predicates.properties()) {
      String name = member.getKey();
      JsonNode node = member.getValue();
      switch (name) {
        case OR ->
            joined = joined.and(several(schema, OR, node).reduce(Condition.NONE, Condition::or));
        case AND ->
            joined = joined.and(several(schema, AND, node).reduce(Condition.ALL, Condition::and));
        default -> terms(place(schema, name), node, terms);
      }
    }
    return new Condition(List.of(terms)).and(joined);
  }

  private static Stream<Condition> several(Schema schema, String join, JsonNode conditions) {
    if (!conditions.isArray() || conditions.isEmpty()) {
      throw JsonErrors.malformed(
          join, "an array of at least one object of predicates", JsonErrors.describe(conditions));
    }
    List<Condition> parsed = new ArrayList<>(conditions.size());
    for (JsonNode condition : conditions.values()) {
      parsed.add(
          JsonErrors.within(
              "%s[%d]".formatted(join, parsed.size()), () -> parse(schema, condition)));
    }
    return parsed.stream();
  }

  private static Place place(Schema schema, String name) {
    if (name.startsWith("$")) {
      throw JsonErrors.malformed(name, "an attribute, $or or $and", "'" + name + "'");
    }
    return Place.of(schema, name);
  }

  private static void terms(Place place, JsonNode node, List<Condition.Term> terms) {
    if (!namesOperators(place.type(), node)) {
      terms.add(term(place, Operator.EQUAL, node));
      return;
    }
    if (node.isEmpty()) {
      throw JsonErrors.malformed(place.name(), "at least one of " + names(), "no operator");
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      Operator operator =
          Operator.named(member.getKey())
              .orElseThrow(() -> unknownOperator(place, member.getKey()));
      terms.add(term(place, operator, member.getValue()));
    }
  }

  private static boolean namesOperators(AttributeType type, JsonNode node) {
    if (!node.isObject()) {
      return false;
    }
    boolean special =
        type instanceof AttributeType.Primitive
            && node.size() == 1
            && node.propertyNames().iterator().next().startsWith("$");
    return !special;
  }

  private static HyperDexException unknownOperator(Place place, String found) {
    String hint =
        place.type() instanceof AttributeType.Primitive
            ? ""
            : "; equality with an object is {\"eq\": {..}}";
    return JsonErrors.malformed(
        place.name(), "an operator of " + names() + hint, "'" + found + "'");
  }

  private static Condition.Term term(Place place, Operator operator, JsonNode node) {
    Optional<AttributeType> argument = operator.argument(place.type());
    if (argument.isEmpty()) {
      throw JsonErrors.failure(
          ErrorCode.WRONG_TYPE,
          place.name(),
          "a type to which '" + operator.jsonName() + "' applies",
          place.type().description());
    }
    List<Value> values =
        operator == Operator.IN
            ? several(place, argument.get(), node)
            : List.of(JsonValues.fromJson(place.name(), argument.get(), node));
    return new Condition.Term(place.name(), operator, values);
  }

  private static List<Value> several(Place place, AttributeType type, JsonNode values) {
    if (!values.isArray()) {
      throw JsonErrors.wrongType(
          place.name(), "an array of values for 'in'", JsonErrors.describe(values));
    }
    List<Value> parsed = new ArrayList<>(values.size());
    for (JsonNode value : values.values()) {
      String where = "%s[%d]".formatted(place.name(), parsed.size());
      parsed.add(JsonValues.fromJson(where, type, value));
    }
    return parsed;
  }

  private static String names() {
    return Stream.of(Operator.values()).map(Operator::jsonName).collect(Collectors.joining(", "));
  }
}
