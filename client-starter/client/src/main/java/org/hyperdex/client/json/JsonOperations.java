package org.hyperdex.client.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.binding.Place;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.function.Signatures;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * Changes as JSON: {@code [{"atomic_add": {"age": 1}}, {"put": {"doc.a": true}}]}, an array of
 * objects of one operation each, which names attributes or places in documents and gives each an
 * argument. {@code {"del": {}}} removes the object and stands alone.
 *
 * <p>The arguments of {@code del} and {@code document_unset} do not matter. Where a number is to be
 * changed, integers and reals are taken for either.
 *
 * @param steps what to do to the attributes
 * @param deletion whether the object is to be removed instead
 */
public record JsonOperations(List<FunctionCalls.Step> steps, boolean deletion) {
  private static final String DELETE = "del";

  public JsonOperations {
    steps = List.copyOf(steps);
  }

  /**
   * What {@code operations} describe, checked against {@code schema}.
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
    List<FunctionCalls.Step> steps = new ArrayList<>();
    int number = 0;
    for (JsonNode operation : operations.values()) {
      String where = "ops[%d]".formatted(number++);
      Map.Entry<String, JsonNode> only = only(where, operation);
      if (only.getKey().equals(DELETE)) {
        if (operations.size() > 1) {
          throw JsonErrors.malformed("ops", "del alone", operations.size() + " operations");
        }
        return new JsonOperations(List.of(), true);
      }
      Function function = function(where, only.getKey());
      steps.addAll(
          JsonErrors.within(
              where + " " + only.getKey(), () -> steps(schema, function, only.getValue())));
    }
    return new JsonOperations(steps, false);
  }

  private static Map.Entry<String, JsonNode> only(String where, JsonNode operation) {
    if (!operation.isObject() || operation.size() != 1) {
      throw JsonErrors.malformed(
          where,
          "an object of one operation, such as {\"put\": {..}}",
          JsonErrors.describe(operation));
    }
    return operation.properties().iterator().next();
  }

  private static Function function(String where, String name) {
    return Function.of(name)
        .orElseThrow(() ->
            JsonErrors.malformed(
                where,
                "an operation of "
                    + Stream.concat(
                            Stream.of(Function.values()).map(Function::operation),
                            Stream.of(DELETE))
                        .collect(Collectors.joining(", ")),
                JsonErrors.quoted(name)));
  }

  /** The steps of one operation: an attribute each. */
  static List<FunctionCalls.Step> steps(Schema schema, Function function, JsonNode arguments) {
    if (!arguments.isObject()) {
      throw JsonErrors.malformed(
          "arguments", "an object {attribute: argument}", JsonErrors.describe(arguments));
    }
    List<FunctionCalls.Step> steps = new ArrayList<>(arguments.size());
    for (Map.Entry<String, JsonNode> member : arguments.properties()) {
      Place place = Place.of(schema, member.getKey());
      steps.add(
          new FunctionCalls.Step(
              place.name(), function, argument(place, function, member.getValue())));
    }
    return steps;
  }

  private static Value argument(Place place, Function function, JsonNode node) {
    if (place.position() == 0) {
      throw JsonErrors.failure(
          ErrorCode.KEY_NOT_WRITABLE,
          place.name(),
          "attributes other than the key",
          "the key, which never changes");
    }
    AttributeType wanted =
        Signatures.argument(function, place.type())
            .orElseThrow(() ->
                JsonErrors.wrongType(
                    place.name(),
                    "a type to which '" + function.operation() + "' applies",
                    place.type().description()));
    if (function == Function.DOCUMENT_UNSET) {
      return Value.Text.of("");
    }
    return function.arithmetic().isPresent()
        ? JsonReading.numbers(place.name(), wanted, node)
        : JsonReading.value(place.name(), wanted, node);
  }
}
