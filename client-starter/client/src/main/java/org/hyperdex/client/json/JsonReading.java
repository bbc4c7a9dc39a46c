package org.hyperdex.client.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueException;
import tools.jackson.databind.JsonNode;

/** Reads values from JSON, by attribute type. */
final class JsonReading {
  private static final Pattern DECIMAL_INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern DECIMAL_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  /** Deeper trees are refused before they are walked; the codec has the exact, lower bound. */
  private static final int MAX_DEPTH = 500;

  /** Reads the values of a map. */
  private interface ScalarReader {
    Value.Scalar read(String place, AttributeType.Primitive type, JsonNode node);
  }

  private JsonReading() {}

  static Value value(String attribute, AttributeType type, JsonNode node) {
    return value(attribute, type, node, JsonReading::scalar);
  }

  /** What {@link #value} gives, but integers and reals are taken for either. */
  static Value numbers(String attribute, AttributeType type, JsonNode node) {
    return value(attribute, type, node, JsonReading::number);
  }

  private static Value value(
      String attribute, AttributeType type, JsonNode node, ScalarReader values) {
    try {
      return switch (type) {
        case AttributeType.Primitive primitive -> values.read(attribute, primitive, node);
        case AttributeType.Timestamp _ -> timestamp(attribute, node);
        case AttributeType.Document _ -> new Value.Document(document(attribute, node, 0));
        case AttributeType.ListOf list ->
            new Value.ListOf(elements(attribute, list, list.element(), node));
        case AttributeType.SetOf set ->
            new Value.SetOf(elements(attribute, set, set.element(), node));
        case AttributeType.MapOf map -> new Value.MapOf(entries(attribute, map, node, values));
      };
    } catch (ValueException e) {
      throw JsonErrors.malformed(
          attribute, "a valid " + type.description(), String.valueOf(e.getMessage()));
    }
  }

  private static Value.Scalar number(
      String attribute, AttributeType.Primitive type, JsonNode node) {
    boolean real = node.isNumber() && !node.isIntegralNumber();
    return type == AttributeType.INT && real
        ? floating(attribute, node)
        : scalar(attribute, type, node);
  }

  static Value keyText(String attribute, AttributeType type, String text) {
    return switch (type) {
      case AttributeType.Primitive primitive -> scalarText(attribute, primitive, text);
      case AttributeType.Timestamp _ ->
          DECIMAL_INTEGER.matcher(text).matches()
              ? new Value.Timestamp(integerText(attribute, text))
              : new Value.Timestamp(TimestampText.parse(attribute, text));
      case AttributeType.Document _, AttributeType.Container _ ->
          throw JsonErrors.wrongType(attribute, "a type that may be a key", type.description());
    };
  }

  static Value keyBase64Url(String attribute, AttributeType type, String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException _) {
      throw JsonErrors.malformed(attribute, "base64url", "'" + text + "'");
    }
    return type == AttributeType.STRING
        ? new Value.Text(Bytes.wrap(bytes))
        : keyText(attribute, type, new String(bytes, StandardCharsets.UTF_8));
  }

  private static Value.Scalar scalar(
      String attribute, AttributeType.Primitive type, JsonNode node) {
    return switch (type) {
      case STRING -> string(attribute, node);
      case INT -> {
        if (!node.isIntegralNumber()) {
          throw JsonErrors.wrongType(attribute, "an integer for int", JsonErrors.describe(node));
        }
        if (!node.canConvertToLong()) {
          throw JsonErrors.wrongType(
              attribute, "an integer of 64 bits for int", JsonErrors.describe(node));
        }
        yield new Value.Int(node.longValue());
      }
      case FLOAT -> floating(attribute, node);
    };
  }

  private static Value.Text string(String attribute, JsonNode node) {
    if (node.isString()) {
      return Value.Text.of(unicode(attribute, node.stringValue()));
    }
    if (node.isObject() && node.size() == 1 && node.has("$bytes")) {
      JsonNode encoded = node.get("$bytes");
      if (encoded != null && encoded.isString()) {
        try {
          return new Value.Text(Bytes.wrap(Base64.getDecoder().decode(encoded.stringValue())));
        } catch (IllegalArgumentException _) {
          // Reported below, as is what is no string.
        }
      }
      throw JsonErrors.malformed(
          attribute, "base64 in {\"$bytes\": \"..\"}", JsonErrors.describe(node));
    }
    throw JsonErrors.wrongType(
        attribute, "a string or {\"$bytes\": \"<base64>\"} for string", JsonErrors.describe(node));
  }

  private static Value.Float floating(String attribute, JsonNode node) {
    if (node.isNumber()) {
      // By way of the text: a conversion of the node itself refuses integers it cannot hold
      // exactly.
      double number = Double.parseDouble(node.asString());
      if (!Double.isFinite(number)) {
        throw JsonErrors.malformed(
            attribute, "a number within the range of a double", JsonErrors.describe(node));
      }
      return new Value.Float(number);
    }
    if (node.isObject() && node.size() == 1 && node.has("$float")) {
      JsonNode name = node.get("$float");
      return switch (name != null && name.isString() ? name.stringValue() : "") {
        case "NaN" -> new Value.Float(Double.NaN);
        case "Infinity" -> new Value.Float(Double.POSITIVE_INFINITY);
        case "-Infinity" -> new Value.Float(Double.NEGATIVE_INFINITY);
        default ->
            throw JsonErrors.malformed(
                attribute,
                "\"NaN\", \"Infinity\" or \"-Infinity\" in {\"$float\": \"..\"}",
                JsonErrors.describe(node));
      };
    }
    throw JsonErrors.wrongType(
        attribute, "a number or {\"$float\": \"NaN\"} for float", JsonErrors.describe(node));
  }

  private static Value.Timestamp timestamp(String attribute, JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return new Value.Timestamp(node.longValue());
    }
    if (node.isString()) {
      return new Value.Timestamp(TimestampText.parse(attribute, node.stringValue()));
    }
    throw JsonErrors.wrongType(
        attribute,
        "an RFC 3339 string or an integer of microseconds for timestamp",
        JsonErrors.describe(node));
  }

  private static List<Value.Scalar> elements(
      String attribute, AttributeType type, AttributeType.Primitive element, JsonNode node) {
    if (!node.isArray()) {
      throw JsonErrors.wrongType(
          attribute, "an array for " + type.description(), JsonErrors.describe(node));
    }
    List<Value.Scalar> elements = new ArrayList<>(node.size());
    for (JsonNode member : node.values()) {
      elements.add(scalar(attribute + "[" + elements.size() + "]", element, member));
    }
    return elements;
  }

  private static List<Value.Entry> entries(
      String attribute, AttributeType.MapOf type, JsonNode node, ScalarReader values) {
    if (!node.isObject()) {
      throw JsonErrors.wrongType(
          attribute, "an object for " + type.description(), JsonErrors.describe(node));
    }
    JsonNode pairs = node.get("$map");
    if (pairs != null && pairs.isArray() && node.size() == 1) {
      return pairs(attribute, type, pairs, values);
    }
    List<Value.Entry> entries = new ArrayList<>(node.size());
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String place = attribute + "[" + member.getKey() + "]";
      entries.add(
          new Value.Entry(
              scalarText(place, type.key(), member.getKey()),
              values.read(place, type.value(), member.getValue())));
    }
    return entries;
  }

  private static List<Value.Entry> pairs(
      String attribute, AttributeType.MapOf type, JsonNode pairs, ScalarReader values) {
    List<Value.Entry> entries = new ArrayList<>(pairs.size());
    for (JsonNode pair : pairs.values()) {
      String place = attribute + "[" + entries.size() + "]";
      if (!pair.isArray() || pair.size() != 2) {
        throw JsonErrors.malformed(place, "a pair [key, value]", JsonErrors.describe(pair));
      }
      entries.add(
          new Value.Entry(
              scalar(place, type.key(), pair.path(0)),
              values.read(place, type.value(), pair.path(1))));
    }
    return entries;
  }

  private static Json document(String attribute, JsonNode node, int depth) {
    if (depth > MAX_DEPTH) {
      throw JsonErrors.malformed(attribute, "a document of less depth", "more than " + MAX_DEPTH);
    }
    return switch (node.getNodeType()) {
      case NULL -> Json.Constant.NULL;
      case BOOLEAN -> node.booleanValue() ? Json.Constant.TRUE : Json.Constant.FALSE;
      case NUMBER ->
          node.isIntegralNumber() && node.canConvertToLong()
              ? new Json.Int(node.longValue())
              : new Json.Real(Double.parseDouble(node.asString()));
      case STRING -> new Json.Text(unicode(attribute, node.stringValue()));
      case ARRAY -> {
        List<Json> elements = new ArrayList<>(node.size());
        for (JsonNode element : node.values()) {
          elements.add(document(attribute, element, depth + 1));
        }
        yield new Json.Array(elements);
      }
      case OBJECT -> {
        Map<String, Json> members = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
          members.put(
              unicode(attribute, member.getKey()),
              document(attribute, member.getValue(), depth + 1));
        }
        yield new Json.Obj(members);
      }
      case BINARY, POJO, MISSING ->
          throw JsonErrors.wrongType(attribute, "a JSON value", JsonErrors.describe(node));
    };
  }

  private static Value.Scalar scalarText(
      String attribute, AttributeType.Primitive type, String text) {
    return switch (type) {
      case STRING -> Value.Text.of(unicode(attribute, text));
      case INT -> new Value.Int(integerText(attribute, text));
      case FLOAT -> new Value.Float(floatText(attribute, text));
    };
  }

  private static long integerText(String attribute, String text) {
    if (DECIMAL_INTEGER.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException _) {
        // Reported below: it does not fit 64 bits.
      }
    }
    throw JsonErrors.wrongType(attribute, "the decimal text of a 64-bit int", "'" + text + "'");
  }

  private static double floatText(String attribute, String text) {
    if (DECIMAL_NUMBER.matcher(text).matches()) {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    }
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default ->
          throw JsonErrors.wrongType(
              attribute,
              "the decimal text of a float, NaN, Infinity or -Infinity",
              "'" + text + "'");
    };
  }

  /** {@code text} itself; an unpaired surrogate would be stored as a question mark. */
  private static String unicode(String attribute, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw JsonErrors.malformed(attribute, "Unicode text", "a string with an unpaired surrogate");
    }
    return text;
  }
}
