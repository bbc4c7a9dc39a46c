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
 * <p>The arguments of {@code del} and {@code document_unset} do not matter. Where a number is to be changed,
 * integers and reals are taken for either.
 */
public final class JsonOperations {
  private static final String DELETE = "del";

  private JsonOperations() {}

  /**
   * Whether {@code operations} say that the object is to be removed.
   *
   * @throws HyperDexException MALFORMED if they say something else as well
   */
  public static boolean delete(JsonNode operations) {
    boolean deletes =
        operations.isArray()
            && operations.valueStream().anyMatch(each -> each.isObject() && each.has(DELETE));
    if (!deletes) {
      return false;
    }
    if (operations.size() > 1 || operations.path(0).size() > 1) {
      throw JsonErrors.malformed("ops", "del alone", "del with other operations");
    }
    return true;
  }

  /**
   * The calls that {@code operations} describe, checked against {@code schema}.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, KEY_NOT_WRITABLE, WRONG_TYPE or MALFORMED
   */
  public static List<FunctionCalls.Call> calls(Schema schema, JsonNode operations) {
    if (!operations.isArray() || operations.isEmpty()) {
      throw JsonErrors.malformed(
          "ops",
          "an array of operations, such as [{\"put\": {..}}]",
          JsonErrors.describe(operations));
    }
    List<FunctionCalls.Call> calls = new ArrayList<>();
    int number = 0;
    for (JsonNode operation : operations.values()) {
      Map.Entry<String, JsonNode> only = only("ops[%d]".formatted(number), operation);
      String where = "ops[%d] %s".formatted(number, only.getKey());
      Function function = function("ops[%d]".formatted(number), only.getKey());
      calls.addAll(
          JsonErrors.within(where, () -> calls(schema, function, only.getValue())));
      number++;
    }
    return calls;
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

  /** The calls of one operation: an attribute each. */
  static List<FunctionCalls.Call> calls(Schema schema, Function function, JsonNode arguments) {
    if (!arguments.isObject()) {
      throw JsonErrors.malformed(
          "arguments", "an object {attribute: argument}", JsonErrors.describe(arguments));
    }
    List<FunctionCalls.Call> calls = new ArrayList<>(arguments.size());
    for (Map.Entry<String, JsonNode> member : arguments.properties()) {
      Place place = Place.of(schema, member.getKey());
      calls.add(
          new FunctionCalls.Call(
              place.name(), function, argument(place, function, member.getValue())));
    }
    return calls;
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
