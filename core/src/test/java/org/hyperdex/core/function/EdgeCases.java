package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.EdgeValues;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;

/**
 * Functions with every edge as their argument, and the values with every edge at the place where
 * they apply. In documents that place is the root or is below it, there or not.
 */
public final class EdgeCases {
  private static final List<List<Object>> PATHS =
      List.of(
          List.of(),
          List.of("a"),
          List.of("a", 0),
          List.of("a", -1),
          List.of("a", "a"),
          List.of("b"),
          List.of("b", "a.\\[0]"),
          List.of("a", 1),
          List.of(0));

  /** A call, and a value to apply it to. */
  public record Pair(FunctionCase call, Value before) {}

  private EdgeCases() {}

  /** Places in documents, the root first. */
  public static List<List<Object>> paths() {
    return PATHS;
  }

  /** The functions that apply to {@code type}. */
  public static List<Function> functions(AttributeType type) {
    return List.of(Function.values()).stream()
        .filter(function -> Signatures.argument(function, type).isPresent())
        .toList();
  }

  /** {@code function} with every edge as its argument, in documents at every path. */
  public static List<FunctionCase> calls(AttributeType type, Function function) {
    List<Object> arguments = arguments(type, function);
    List<List<Object>> paths = paths(type, function);
    List<FunctionCase> calls = new ArrayList<>();
    for (int round = 0; round < paths.size(); round++) {
      for (int i = 0; i < arguments.size(); i++) {
        List<Object> path = paths.get((i + round) % paths.size());
        calls.add(FunctionCase.of(type, function, path, arguments.get(i)));
      }
    }
    return calls;
  }

  /** Values to apply {@code call} to: with every edge where it applies. */
  public static List<Value> states(FunctionCase call) {
    if (!(call.type() instanceof AttributeType.Document)) {
      return EdgeValues.of(call.type());
    }
    return EdgeValues.documents().stream()
        .<Value>map(edge -> new Value.Document(at(call.path(), edge)))
        .toList();
  }

  /**
   * Every edge as the argument at least once, and every edge as the value before; in documents at
   * every path as well.
   *
   * @param shift which of the values before meet which of the arguments, and at which paths
   */
  public static List<Pair> pairs(AttributeType type, Function function, int shift) {
    List<FunctionCase> calls = calls(type, function);
    int count = Math.max(arguments(type, function).size(), states(calls.getFirst()).size());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      FunctionCase call = calls.get((i + shift * count) % calls.size());
      List<Value> states = states(call);
      pairs.add(new Pair(call, states.get((i + shift) % states.size())));
    }
    return pairs;
  }

  private static List<Object> arguments(AttributeType type, Function function) {
    boolean inDocument = type instanceof AttributeType.Document;
    return switch (function) {
      case STRING_LTRIM, STRING_RTRIM, LIST_LPOP, LIST_RPOP ->
          LongStream.of(0, 1, 2, 3, 1_000, Long.MAX_VALUE)
              .<Object>mapToObj(count -> inDocument ? (Object) count : new Value.Int(count))
              .toList();
      case DOCUMENT_UNSET -> List.of("");
      case DOCUMENT_RENAME -> List.copyOf(paths(type, function));
      default ->
          inDocument
              ? EdgeValues.documents().stream()
                  .filter(edge -> fits(function, edge))
                  .<Object>map(edge -> edge)
                  .toList()
              : List.copyOf(EdgeValues.of(Signatures.argument(function, type).orElseThrow()));
    };
  }

  private static boolean fits(Function function, Json edge) {
    return switch (function) {
      case STRING_APPEND, STRING_PREPEND -> edge instanceof Json.Text;
      case SET, LIST_LPUSH, LIST_RPUSH, LIST_REMOVE -> true;
      default -> edge instanceof Json.Int || edge instanceof Json.Real;
    };
  }

  private static List<List<Object>> paths(AttributeType type, Function function) {
    if (!(type instanceof AttributeType.Document)) {
      return List.of(List.of());
    }
    boolean notRoot = function == Function.DOCUMENT_RENAME || function == Function.DOCUMENT_UNSET;
    return notRoot ? PATHS.subList(1, PATHS.size()) : PATHS;
  }

  /** A document with {@code edge} at the path, or where the path ends if nothing can be there. */
  public static Json at(List<Object> path, Json edge) {
    if (path.isEmpty()) {
      return edge;
    }
    Json below = at(path.subList(1, path.size()), edge);
    return switch (path.getFirst()) {
      // What is asked for as b is to be missing.
      case String name -> new Json.Obj(Map.of(name.equals("b") ? "a" : name, below));
      default -> new Json.Array(List.of(below));
    };
  }
}
