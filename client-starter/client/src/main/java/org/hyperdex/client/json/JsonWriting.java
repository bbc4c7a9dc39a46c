package org.hyperdex.client.json;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes values as JSON. */
final class JsonWriting {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonWriting() {}

  static JsonNode node(Value value) {
    return switch (value) {
      case Value.Text text -> text(text.bytes());
      case Value.Int number -> NODES.numberNode(number.value());
      case Value.Float number -> floating(number.value());
      case Value.Timestamp timestamp -> timestamp(timestamp.epochMicros());
      case Value.Document document -> document(document.json());
      case Value.ListOf list -> array(list.elements());
      case Value.SetOf set -> array(set.elements());
      case Value.MapOf map -> map(map.entries());
    };
  }

  static String keyText(Value key) {
    return switch (key) {
      case Value.Text text -> text.bytes().toUtf8();
      case Value.Int number -> Long.toString(number.value());
      case Value.Float number -> Double.toString(number.value());
      case Value.Timestamp timestamp ->
          TimestampText.of(timestamp.epochMicros())
              .orElseGet(() -> Long.toString(timestamp.epochMicros()));
      case Value.Document _, Value.ListOf _, Value.SetOf _, Value.MapOf _ ->
          throw new IllegalArgumentException("no key is a " + key.typeName());
    };
  }

  private static JsonNode text(Bytes bytes) {
    Optional<String> text = utf8(bytes);
    return text.isPresent()
        ? NODES.stringNode(text.get())
        : NODES.objectNode().put("$bytes", Base64.getEncoder().encodeToString(bytes.array()));
  }

  private static JsonNode floating(double number) {
    return Double.isFinite(number)
        ? NODES.numberNode(number)
        : NODES.objectNode().put("$float", Double.toString(number));
  }

  private static JsonNode timestamp(long epochMicros) {
    Optional<String> text = TimestampText.of(epochMicros);
    return text.isPresent() ? NODES.stringNode(text.get()) : NODES.numberNode(epochMicros);
  }

  private static ArrayNode array(List<Value.Scalar> elements) {
    ArrayNode array = NODES.arrayNode(elements.size());
    for (Value.Scalar element : elements) {
      array.add(node(element));
    }
    return array;
  }

  private static ObjectNode map(List<Value.Entry> entries) {
    ObjectNode object = NODES.objectNode();
    for (Value.Entry entry : entries) {
      if (entry.key() instanceof Value.Text text && utf8(text.bytes()).isEmpty()) {
        return pairs(entries);
      }
      object.set(keyText(entry.key()), node(entry.value()));
    }
    return object;
  }

  private static ObjectNode pairs(List<Value.Entry> entries) {
    ArrayNode pairs = NODES.arrayNode(entries.size());
    for (Value.Entry entry : entries) {
      pairs.add(NODES.arrayNode(2).add(node(entry.key())).add(node(entry.value())));
    }
    ObjectNode object = NODES.objectNode();
    object.set("$map", pairs);
    return object;
  }

  private static JsonNode document(Json json) {
    return switch (json) {
      case Json.Constant constant ->
          switch (constant) {
            case NULL -> NODES.nullNode();
            case TRUE -> NODES.booleanNode(true);
            case FALSE -> NODES.booleanNode(false);
          };
      case Json.Int number -> NODES.numberNode(number.value());
      case Json.Real number -> NODES.numberNode(number.value());
      case Json.Text text -> NODES.stringNode(text.value());
      case Json.Array array -> {
        ArrayNode node = NODES.arrayNode(array.elements().size());
        for (Json element : array.elements()) {
          node.add(document(element));
        }
        yield node;
      }
      case Json.Obj object -> {
        ObjectNode node = NODES.objectNode();
        object.members().forEach((name, member) -> node.set(name, document(member)));
        yield node;
      }
    };
  }

  private static Optional<String> utf8(Bytes bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.array())).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }
}
