package org.hyperdex.client.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;

/** The failures of reading JSON: each names the attribute, what was expected and what came. */
final class JsonErrors {
  private static final int SHOWN_CHARACTERS = 60;

  private JsonErrors() {}

  static HyperDexException wrongType(String attribute, String expected, String found) {
    return failure(ErrorCode.WRONG_TYPE, attribute, expected, found);
  }

  static HyperDexException malformed(String attribute, String expected, String found) {
    return failure(ErrorCode.MALFORMED, attribute, expected, found);
  }

  static HyperDexException failure(
      ErrorCode code, String attribute, String expected, String found) {
    Map<String, String> context = new LinkedHashMap<>();
    context.put(HyperDexException.ATTRIBUTE, attribute);
    context.put(HyperDexException.EXPECTED, expected);
    context.put(HyperDexException.FOUND, found);
    return new HyperDexException(
        code,
        attribute + ": expected " + expected + ", found " + found,
        FailureOutcome.NOT_APPLIED,
        context,
        null);
  }

  static HyperDexException unknownAttribute(Schema schema, String name) {
    return failure(
        ErrorCode.UNKNOWN_ATTRIBUTE,
        name,
        "one of "
            + schema.attributes().stream().map(Attribute::name).collect(Collectors.joining(", ")),
        "'" + shorten(name) + "'");
  }

  /** What {@code node} is, with its text if that is short. */
  static String describe(JsonNode node) {
    String kind =
        switch (node.getNodeType()) {
          case ARRAY -> "array";
          case OBJECT, POJO -> "object";
          case STRING, BINARY -> "string";
          case NUMBER -> node.isIntegralNumber() ? "integer" : "number";
          case BOOLEAN -> "boolean";
          case NULL -> "null";
          case MISSING -> "nothing";
        };
    return switch (node.getNodeType()) {
      case NULL, MISSING -> kind;
      default -> kind + " " + shorten(node.toString());
    };
  }

  private static String shorten(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "...";
  }
}
