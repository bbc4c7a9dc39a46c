package org.hyperdex.client.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * Conditions as JSON: {@code {attr: value}} is equality, {@code {attr: {"ge": 1, "lt": 5}}} names
 * operators; all are ANDed. An object is a value only where strings and floats are written as one
 * ({@code {"$bytes": ..}}); any other equality with an object is {@code {attr: {"eq": {..}}}}.
 */
public final class JsonConditions {
  private JsonConditions() {}

  /**
   * The condition {@code predicates} describes, checked against {@code schema}.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, WRONG_TYPE or MALFORMED
   */
  public static Condition parse(Schema schema, JsonNode predicates) {
    if (!predicates.isObject()) {
      throw JsonErrors.malformed(
          "predicates",
          "an object {attribute: value or operators}",
          JsonErrors.describe(predicates));
    }
    List<Condition.Term> terms = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : predicates.properties()) {
      Attribute attribute = attribute(schema, member.getKey());
      if (namesOperators(attribute.type(), member.getValue())) {
        operators(attribute, member.getValue(), terms);
      } else {
        terms.add(term(attribute, Operator.EQUAL, member.getValue()));
      }
    }
    return new Condition(terms);
  }

  private static boolean namesOperators(AttributeType type, JsonNode node) {
    boolean special =
        type instanceof AttributeType.Primitive
            && node.size() == 1
            && node.propertyNames().iterator().next().startsWith("$");
    return node.isObject() && !special;
  }

  private static Attribute attribute(Schema schema, String name) {
    OptionalInt position = schema.position(name);
    if (position.isEmpty()) {
      throw JsonErrors.unknownAttribute(schema, name);
    }
    return schema.attribute(position.getAsInt());
  }

  private static void operators(
      Attribute attribute, JsonNode operators, List<Condition.Term> terms) {
    if (operators.isEmpty()) {
      throw JsonErrors.malformed(attribute.name(), "at least one of " + names(), "no operator");
    }
    for (Map.Entry<String, JsonNode> member : operators.properties()) {
      Optional<Operator> operator = Operator.named(member.getKey());
      if (operator.isEmpty()) {
        throw JsonErrors.malformed(
            attribute.name(), "an operator of " + names(), "'" + member.getKey() + "'");
      }
      terms.add(term(attribute, operator.get(), member.getValue()));
    }
  }

  private static Condition.Term term(Attribute attribute, Operator operator, JsonNode value) {
    AttributeType type = attribute.type();
    Optional<AttributeType> argument = operator.argument(type).flatMap(each -> all(operator, each));
    if (argument.isEmpty()) {
      throw JsonErrors.failure(
          ErrorCode.WRONG_TYPE,
          attribute.name(),
          "a type to which '" + operator.jsonName() + "' applies",
          type.description());
    }
    return new Condition.Term(
        attribute.name(), operator, JsonValues.fromJson(attribute.name(), argument.get(), value));
  }

  /** One value of {@code type}, or of those that may be elements of a list, several. */
  private static Optional<AttributeType> all(Operator operator, AttributeType type) {
    if (operator != Operator.IN) {
      return Optional.of(type);
    }
    return type instanceof AttributeType.Primitive primitive
        ? Optional.of(new AttributeType.ListOf(primitive))
        : Optional.empty();
  }

  private static String names() {
    return Stream.of(Operator.values()).map(Operator::jsonName).collect(Collectors.joining(", "));
  }
}
