package org.hyperdex.client.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation.Step;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.schema.AttributePath;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Operations as JSON: {@code [{"atomic_add": {"n": 1}}, {"put": {"doc.a": "x"}}]}, or {@code
 * [{"del": {}}]}.
 *
 * @param steps what to do to the attributes
 * @param deletion whether the object is to be removed instead
 */
public record JsonOperations(List<Step> steps, boolean deletion) {
  private static final String DELETION = "del";

  public JsonOperations {
    steps = List.copyOf(steps);
  }

  /**
   * Reads them.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, KEY_NOT_WRITABLE, WRONG_TYPE or MALFORMED
   */
  public static JsonOperations parse(Schema schema, JsonNode operations) {
    if (!operations.isArray() || operations.isEmpty()) {
      throw JsonErrors.malformed(
          "ops",
          "an array of operations, such as [{\"put\": {..}}]",
          JsonErrors.describe(operations));
    }
    List<Step> steps = new ArrayList<>();
    for (JsonNode operation : operations) {
      if (!operation.isObject() || operation.size() != 1) {
        throw JsonErrors.malformed(
            "ops",
            "an object of one operation, such as {\"put\": {..}}",
            JsonErrors.describe(operation));
      }
      Map.Entry<String, JsonNode> only = operation.properties().iterator().next();
      if (only.getKey().equals(DELETION)) {
        if (operations.size() > 1) {
          throw JsonErrors.malformed("ops", "del alone", operations.size() + " operations");
        }
        return new JsonOperations(List.of(), true);
      }
      steps(schema, function(only.getKey()), only.getValue(), steps);
    }
    return new JsonOperations(steps, false);
  }

  private static Function function(String name) {
    return Function.of(name)
        .orElseThrow(() ->
            JsonErrors.malformed(
                "ops", "an operation such as put, atomic_add or del", "'" + name + "'"));
  }

  private static void steps(
      Schema schema, Function function, JsonNode arguments, List<Step> steps) {
    if (!arguments.isObject()) {
      throw JsonErrors.malformed(
          function.operation(),
          "an object {attribute: argument}",
          JsonErrors.describe(arguments));
    }
    for (Map.Entry<String, JsonNode> argument : arguments.properties()) {
      steps.add(step(schema, function, argument.getKey(), argument.getValue()));
    }
  }

  private static Step step(Schema schema, Function function, String name, JsonNode argument) {
    OptionalInt position = schema.position(attribute(name));
    if (position.isEmpty()) {
      throw JsonErrors.unknownAttribute(schema, name);
    }
    if (position.getAsInt() == 0) {
      throw JsonErrors.failure(
          ErrorCode.KEY_NOT_WRITABLE,
          name,
          "attributes other than the key",
          "the key, which never changes");
    }
    AttributeType type = schema.attribute(position.getAsInt()).type();
    Optional<AttributeType> wanted = Signatures.argument(function, type);
    if (wanted.isEmpty()) {
      throw JsonErrors.failure(
          ErrorCode.WRONG_TYPE,
          name,
          "a type to which '" + function.operation() + "' applies",
          type.description());
    }
    // What is to be taken away is named by the path alone.
    JsonNode given =
        function == Function.DOCUMENT_UNSET ? JsonNodeFactory.instance.stringNode("") : argument;
    return new Step(name, function, JsonValues.fromJson(name, wanted.get(), given));
  }

  private static String attribute(String name) {
    try {
      return AttributePath.parse(name).attribute();
    } catch (ValueException e) {
      throw JsonErrors.malformed(name, "an attribute and a path", String.valueOf(e.getMessage()));
    }
  }
}
