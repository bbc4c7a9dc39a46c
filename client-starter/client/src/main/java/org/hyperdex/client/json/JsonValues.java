package org.hyperdex.client.json;

import java.util.List;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Between values and JSON.
 *
 * <table>
 *   <caption>forms</caption>
 *   <tr><td>string</td><td>string; bytes that are not UTF-8: {@code {"$bytes": "<base64>"}}</td></tr>
 *   <tr><td>int</td><td>integer, full 64 bits</td></tr>
 *   <tr><td>float</td><td>number; {@code {"$float": "NaN" | "Infinity" | "-Infinity"}}</td></tr>
 *   <tr><td>timestamp</td><td>RFC 3339 string with microseconds; an integer of microseconds since the
 *       epoch is accepted, and written for years beyond 9999</td></tr>
 *   <tr><td>list, set</td><td>array; a set in any order, each element once</td></tr>
 *   <tr><td>map</td><td>object, int and float keys as their text; {@code {"$map": [[key, value], ..]}}
 *       is accepted everywhere and written only if a key is not UTF-8</td></tr>
 *   <tr><td>document</td><td>any JSON value</td></tr>
 * </table>
 *
 * <p>All failures are {@link HyperDexException}s with WRONG_TYPE, MALFORMED or UNKNOWN_ATTRIBUTE.
 */
public final class JsonValues {
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(new JsonLimits())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonValues() {}

  /**
   * A mapper that refuses what the forms above would silently lose: members given twice, text
   * after.
   */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /**
   * The tree of {@code text}.
   *
   * @param what what the text is, for the message of the failure
   * @throws HyperDexException MALFORMED with line and column if it is not JSON; also, or TOO_LARGE,
   *     if there is more in it than may be
   */
  public static JsonNode parse(String what, String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      throw JsonErrors.malformed(what, "JSON", JsonSyntax.problem(e));
    }
  }

  /**
   * The value of {@code type} that {@code node} is.
   *
   * @param attribute the name to use in failures
   */
  public static Value fromJson(String attribute, AttributeType type, JsonNode node) {
    return JsonReading.value(attribute, type, node);
  }

  /**
   * The document that {@code json} is the text of.
   *
   * @throws HyperDexException MALFORMED if it is not JSON, or no document may be like that
   */
  public static Value.Document document(String json) {
    return (Value.Document) fromJson("document", AttributeType.DOCUMENT, parse("document", json));
  }

  /** The JSON of {@code value}. */
  public static JsonNode toJson(Value value) {
    return JsonWriting.node(value);
  }

  /**
   * The values to put of an object {@code {attribute: value}}, in its order; attributes may be
   * places in documents.
   *
   * @throws HyperDexException also KEY_NOT_WRITABLE if the key is among them
   */
  public static List<FunctionCalls.Step> puts(Schema schema, JsonNode object) {
    if (!object.isObject()) {
      throw JsonErrors.malformed(
          "object", "an object {attribute: value}", JsonErrors.describe(object));
    }
    return JsonOperations.steps(schema, Function.SET, object);
  }

  /** An object as {@code {key, attributes}}, in the schema's order. */
  public static ObjectNode object(StoredObject object) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Schema schema = object.schema();
    for (int i = 0; i < schema.size(); i++) {
      if (object.has(i)) {
        node.set(schema.attribute(i).name(), toJson(object.value(i)));
      }
    }
    return node;
  }

  /** The key that {@code text} writes: the text of a string, number or timestamp without quotes. */
  public static Value keyFromText(Attribute key, String text) {
    return JsonReading.keyText(key.name(), key.type(), text);
  }

  /**
   * The key that {@code text} writes in base64url, with or without padding: the bytes of a string,
   * or of the text of a number or timestamp.
   */
  public static Value keyFromBase64Url(Attribute key, String text) {
    return JsonReading.keyBase64Url(key.name(), key.type(), text);
  }

  /** The text of a key; bytes of a string that are not UTF-8 become U+FFFD. */
  public static String keyToText(Value key) {
    return JsonWriting.keyText(key);
  }
}
