package org.hyperdex.core.function;

import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;

/**
 * Which functions apply to which types, and the type of their argument: the one table that servers
 * check by, clients encode by and the documentation is generated from.
 *
 * <p>Functions that change one value for one key of a map take a map as their argument, so that one
 * call can change several. Functions on documents take a document that holds the one JSON value;
 * {@link CallChecker} demands of it what the function needs.
 */
public final class Signatures {
  private Signatures() {}

  /** The type of the argument of {@code function} on {@code type}; empty if it does not apply. */
  public static Optional<AttributeType> argument(Function function, AttributeType type) {
    if (function == Function.SET) {
      return Optional.of(type);
    }
    return switch (type) {
      case Primitive.STRING -> ofString(function);
      case Primitive.INT ->
          function.arithmetic().isPresent() && !function.onMap()
              ? Optional.of(Primitive.INT)
              : Optional.empty();
      case Primitive.FLOAT ->
          function.arithmetic().filter(Arithmetic::appliesToFloats).isPresent() && !function.onMap()
              ? Optional.of(Primitive.FLOAT)
              : Optional.empty();
      case AttributeType.Timestamp _ -> Optional.empty();
      case AttributeType.Document document -> ofDocument(document, function);
      case AttributeType.ListOf list -> ofList(list, function);
      case AttributeType.SetOf set -> ofSet(set, function);
      case AttributeType.MapOf map -> ofMap(map, function);
    };
  }

  private static Optional<AttributeType> ofString(Function function) {
    return switch (function) {
      case STRING_PREPEND, STRING_APPEND -> Optional.of(Primitive.STRING);
      case STRING_LTRIM, STRING_RTRIM -> Optional.of(Primitive.INT);
      default -> Optional.empty();
    };
  }

  private static Optional<AttributeType> ofDocument(
      AttributeType.Document document, Function function) {
    if (function.arithmetic().isPresent()) {
      return function.onMap() ? Optional.empty() : Optional.of(document);
    }
    return switch (function) {
      case STRING_PREPEND, STRING_APPEND, LIST_LPUSH, LIST_RPUSH, LIST_REMOVE ->
          Optional.of(document);
      case LIST_LPOP, LIST_RPOP -> Optional.of(Primitive.INT);
      case DOCUMENT_RENAME, DOCUMENT_UNSET -> Optional.of(Primitive.STRING);
      default -> Optional.empty();
    };
  }

  private static Optional<AttributeType> ofList(AttributeType.ListOf list, Function function) {
    return switch (function) {
      case LIST_LPUSH, LIST_RPUSH, LIST_REMOVE -> Optional.of(list.element());
      case LIST_LPOP, LIST_RPOP -> Optional.of(Primitive.INT);
      default -> Optional.empty();
    };
  }

  private static Optional<AttributeType> ofSet(AttributeType.SetOf set, Function function) {
    return switch (function) {
      case SET_ADD, SET_REMOVE -> Optional.of(set.element());
      case SET_UNION, SET_INTERSECT -> Optional.of(set);
      default -> Optional.empty();
    };
  }

  private static Optional<AttributeType> ofMap(AttributeType.MapOf map, Function function) {
    boolean applies =
        switch (function) {
          case MAP_ADD -> true;
          case MAP_STRING_PREPEND, MAP_STRING_APPEND -> map.value() == Primitive.STRING;
          default ->
              function.onMap()
                  && function.arithmetic().isPresent()
                  && argument(plain(function), map.value()).isPresent();
        };
    if (applies) {
      return Optional.of(map);
    }
    return function == Function.MAP_REMOVE ? Optional.of(map.key()) : Optional.empty();
  }

  /** The function on a single value that {@code function} applies to values of a map. */
  static Function plain(Function function) {
    return switch (function) {
      case MAP_ADD -> Function.SET;
      case MAP_ATOMIC_ADD -> Function.ATOMIC_ADD;
      case MAP_ATOMIC_SUB -> Function.ATOMIC_SUB;
      case MAP_ATOMIC_MUL -> Function.ATOMIC_MUL;
      case MAP_ATOMIC_DIV -> Function.ATOMIC_DIV;
      case MAP_ATOMIC_MOD -> Function.ATOMIC_MOD;
      case MAP_ATOMIC_AND -> Function.ATOMIC_AND;
      case MAP_ATOMIC_OR -> Function.ATOMIC_OR;
      case MAP_ATOMIC_XOR -> Function.ATOMIC_XOR;
      case MAP_ATOMIC_MIN -> Function.ATOMIC_MIN;
      case MAP_ATOMIC_MAX -> Function.ATOMIC_MAX;
      case MAP_STRING_PREPEND -> Function.STRING_PREPEND;
      case MAP_STRING_APPEND -> Function.STRING_APPEND;
      default -> throw new IllegalArgumentException(function + " changes no values of a map");
    };
  }
}
