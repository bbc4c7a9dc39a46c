package org.hyperdex.client.json;

import java.util.function.Supplier;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.binding.BindingFailure;
import org.hyperdex.client.binding.Shortened;
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
    return BindingFailure.of(code, attribute, expected, found);
  }

  /** What {@code reading} gives; the texts of its failures begin with {@code where}. */
  static <T> T within(String where, Supplier<T> reading) {
    try {
      return reading.get();
    } catch (HyperDexException e) {
      throw new HyperDexException(
          e.code(), where + ": " + e.detail(), e.outcome(), e.context(), e.getCause());
    }
  }

  static String quoted(String text) {
    return "'" + shorten(text) + "'";
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
    return Shortened.to(SHOWN_CHARACTERS, text);
  }
}
