package org.hyperdex.core.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentCodec;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;

/**
 * One function with an argument and a path, to be applied to some value, and what the model says.
 *
 * @param path steps as {@link DocumentModel} has them
 * @param argument a value; for documents JSON, the steps of a path, or a count
 * @param encoded the argument's bytes
 */
public record FunctionCase(
    AttributeType type, Function function, List<Object> path, Object argument, Bytes encoded) {

  /** A case for a value like {@code before}; the function must apply to its type. */
  public static FunctionCase any(
      Values values, AttributeType type, Function function, Value before) {
    if (type instanceof AttributeType.Document) {
      return ofDocument(values, type, function, ((Value.Document) before).json());
    }
    AttributeType wanted = Signatures.argument(function, type).orElseThrow();
    Value argument =
        switch (function) {
          case STRING_LTRIM, STRING_RTRIM, LIST_LPOP, LIST_RPOP -> new Value.Int(count(values));
          case LIST_REMOVE, SET_REMOVE, SET_ADD, MAP_REMOVE -> element(values, wanted, before);
          default -> values.of(wanted);
        };
    return of(type, function, List.of(), argument);
  }

  /**
   * The case of that path and argument; the function must apply to the type, and to the argument.
   */
  public static FunctionCase of(
      AttributeType type, Function function, List<Object> path, Object argument) {
    return new FunctionCase(type, function, path, argument, encoded(type, function, argument));
  }

  @SuppressWarnings("unchecked")
  private static Bytes encoded(AttributeType type, Function function, Object argument) {
    return switch (argument) {
      case Value value -> Arguments.encode(function, type, value);
      case Json json -> DocumentCodec.encode(json);
      case Long count -> ValueCodec.encode(AttributeType.INT, new Value.Int(count));
      case List<?> path -> Bytes.utf8(documentPath((List<Object>) path).text());
      default -> Bytes.EMPTY;
    };
  }

  private static long count(Values values) {
    return values.below(10) == 0 ? Long.MAX_VALUE : values.below(6);
  }

  /** Every other time one that is there, if there is any. */
  private static Value element(Values values, AttributeType type, Value before) {
    List<Value.Scalar> there =
        switch (before) {
          case Value.ListOf list -> list.elements();
          case Value.SetOf set -> set.elements();
          case Value.MapOf map -> map.entries().stream().map(Value.Entry::key).toList();
          default -> List.of();
        };
    return there.isEmpty() || values.below(2) == 0 ? values.of(type) : values.oneOf(there);
  }

  private static FunctionCase ofDocument(
      Values values, AttributeType type, Function function, Json before) {
    boolean needsPath = function == Function.DOCUMENT_RENAME || function == Function.DOCUMENT_UNSET;
    List<Object> path = path(values, before, needsPath);
    Object argument =
        switch (function) {
          case DOCUMENT_UNSET -> "";
          case DOCUMENT_RENAME -> path(values, before, true);
          case LIST_LPOP, LIST_RPOP -> count(values);
          default -> json(values, function);
        };
    return of(type, function, path, argument);
  }

  private static Json json(Values values, Function function) {
    if (function.arithmetic().isPresent()) {
      double real = values.real();
      return values.below(2) == 0 || !Double.isFinite(real)
          ? new Json.Int(values.integer())
          : new Json.Real(real);
    }
    return function == Function.STRING_APPEND || function == Function.STRING_PREPEND
        ? new Json.Text(values.text())
        : values.json();
  }

  /** Mostly one that is there, or nearly. */
  private static List<Object> path(Values values, Json document, boolean notRoot) {
    List<Object> path = new ArrayList<>();
    Json at = document;
    while (values.below(5) > 0) {
      switch (at) {
        case Json.Obj object when !object.members().isEmpty() && values.below(5) > 0 -> {
          Map.Entry<String, Json> member = values.oneOf(List.copyOf(object.members().entrySet()));
          if (member.getKey().isEmpty()) {
            return notRoot && path.isEmpty() ? List.of("a") : path;
          }
          path.add(member.getKey());
          at = member.getValue();
        }
        case Json.Array array when !array.elements().isEmpty() && values.below(5) > 0 -> {
          int index = values.below(array.elements().size());
          path.add(values.below(2) == 0 ? index : index - array.elements().size());
          at = array.elements().get(index);
        }
        default -> path.add(values.below(4) > 0 ? (Object) "new" : (Object) (values.below(5) - 2));
      }
    }
    return notRoot && path.isEmpty() ? List.of("a") : path;
  }

  private static DocumentPath documentPath(List<Object> steps) {
    return new DocumentPath(
        steps.stream()
            .<DocumentPath.Step>map(step ->
                step instanceof Integer index
                    ? new DocumentPath.Element(index)
                    : new DocumentPath.Member(Bytes.utf8((String) step)))
            .toList());
  }

  /** The call of this case. */
  public FunctionCall call(int attribute) {
    return new FunctionCall(attribute, documentPath(path), function, encoded);
  }

  /** What the model makes of {@code before}; throws {@link FunctionModel.Fails}. */
  @SuppressWarnings("unchecked")
  public Value expected(Value before) {
    if (before instanceof Value.Document document) {
      return new Value.Document(
          DocumentModel.apply(function.operation(), path, document.json(), argument));
    }
    return FunctionModel.apply(function.operation(), before, (Value) argument);
  }
}
