package org.hyperdex.gateway.objects;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.function.ArgumentModel;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.query.Operator;
import org.hyperdex.gateway.testing.ContractReading;
import tools.jackson.databind.JsonNode;

/** What operations and operators on one type read from JSON, as the contract has it. */
record FittingArguments(AttributeType type) {
  /** A value on which the function does something. */
  Value before(Function function) {
    if (!(type instanceof AttributeType.Document)) {
      return EdgeValues.of(type).get(1);
    }
    Json one = new Json.Int(1);
    String name = function.operation();
    Json json =
        name.startsWith("list_")
            ? new Json.Array(List.of(one, new Json.Text("a"), one))
            : name.startsWith("string_")
                ? new Json.Text("a")
                : name.startsWith("atomic_") ? one : new Json.Obj(Map.of("a", one));
    return new Value.Document(json);
  }

  /**
   * The argument that {@code node} is, as {@link org.hyperdex.core.function.FunctionCase} has it;
   * empty if it does not fit, or the function does not apply.
   */
  Optional<Object> argument(Function function, JsonNode node) {
    ArgumentModel model = new ArgumentModel(type);
    if (!model.applies(function)) {
      return Optional.empty();
    }
    if (function == Function.DOCUMENT_UNSET) {
      return Optional.of("");
    }
    boolean inDocument = type instanceof AttributeType.Document;
    AttributeType wanted = ArgumentModel.counts(function) ? Primitive.INT : model.wanted(function);
    Optional<Value> value =
        function.operation().contains("atomic_")
            ? ContractReading.number(wanted, node)
            : ContractReading.value(wanted, node);
    return value
        .filter(read -> model.fits(function, read))
        .map(read ->
            switch (read) {
              case Value.Document(Json json) -> json;
              case Value.Int(long count) when inDocument -> count;
              case Value.Text text when inDocument -> steps(text);
              default -> read;
            });
  }

  /** A path that has no brackets. */
  private static List<Object> steps(Value.Text path) {
    return List.of((Object[]) path.bytes().toUtf8().split("\\."));
  }

  /** The values that the operator compares with; empty if they do not fit, or it does not apply. */
  Optional<List<Value>> compared(Operator operator, JsonNode node) {
    ArgumentModel model = new ArgumentModel(type);
    Optional<AttributeType> wanted = model.compared(operator);
    if (wanted.isEmpty() || (operator == Operator.IN && !node.isArray())) {
      return Optional.empty();
    }
    List<JsonNode> several = operator == Operator.IN ? List.copyOf(node.values()) : List.of(node);
    List<Value> values =
        several.stream()
            .flatMap(each -> ContractReading.value(wanted.get(), each).stream())
            .filter(value -> model.fits(operator, value))
            .toList();
    return values.size() == several.size() ? Optional.of(values) : Optional.empty();
  }
}
