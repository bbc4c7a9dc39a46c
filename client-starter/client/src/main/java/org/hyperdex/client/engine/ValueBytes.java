package org.hyperdex.client.engine;

import java.util.List;
import java.util.Map;
import org.hyperdex.client.Condition;
import org.hyperdex.client.FunctionCalls;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;

/** About how many bytes values take, before it is known of which types they are to be. */
final class ValueBytes {
  private static final int NUMBER = Long.BYTES;

  private ValueBytes() {}

  static long of(Value key, WriteOperation operation) {
    long bytes = of(key);
    for (FunctionCalls.Step step : operation.steps()) {
      bytes += of(step.argument());
    }
    for (List<Condition.Term> terms : operation.guards().alternatives()) {
      for (Condition.Term term : terms) {
        bytes += term.values().stream().mapToLong(ValueBytes::of).sum();
      }
    }
    return bytes;
  }

  private static long of(Value value) {
    return switch (value) {
      case Value.Text text -> text.bytes().length();
      case Value.Int _, Value.Float _, Value.Timestamp _ -> NUMBER;
      case Value.Document document -> of(document.json());
      case Value.ListOf list -> sum(list.elements());
      case Value.SetOf set -> sum(set.elements());
      case Value.MapOf map ->
          map.entries().stream().mapToLong(entry -> of(entry.key()) + of(entry.value())).sum();
    };
  }

  private static long sum(List<Value.Scalar> elements) {
    return elements.stream().mapToLong(ValueBytes::of).sum();
  }

  private static long of(Json json) {
    return switch (json) {
      case Json.Constant _, Json.Int _, Json.Real _ -> NUMBER;
      case Json.Text text -> text.value().length();
      case Json.Array array -> array.elements().stream().mapToLong(ValueBytes::of).sum();
      case Json.Obj object -> {
        long bytes = 0;
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
          bytes += member.getKey().length() + of(member.getValue());
        }
        yield bytes;
      }
    };
  }
}
