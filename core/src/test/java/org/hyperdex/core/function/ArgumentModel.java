package org.hyperdex.core.function;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Utf8;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.query.Operator;

/**
 * What functions and operators take on a type, by their names and the rules of the documentation,
 * without a look at the tables the code goes by.
 *
 * @param type of the attribute
 */
public record ArgumentModel(AttributeType type) {
  private static final List<String> OF_INTEGERS =
      List.of("atomic_mod", "atomic_and", "atomic_or", "atomic_xor");

  /** Whether the function applies to the type. */
  public boolean applies(Function function) {
    String name = function.operation();
    return switch (type) {
      case Primitive.STRING -> name.equals("put") || name.startsWith("string_");
      case Primitive.INT -> name.equals("put") || name.startsWith("atomic_");
      case Primitive.FLOAT ->
          name.equals("put") || (name.startsWith("atomic_") && !OF_INTEGERS.contains(name));
      case AttributeType.Timestamp _ -> name.equals("put");
      case AttributeType.Document _ ->
          !name.startsWith("set_") && !name.startsWith("map_") && !name.endsWith("trim");
      case AttributeType.ListOf _ -> name.equals("put") || name.startsWith("list_");
      case AttributeType.SetOf _ -> name.equals("put") || name.startsWith("set_");
      case AttributeType.MapOf map ->
          name.matches("put|map_add|map_remove")
              || (name.matches("map_(atomic|string)_.*")
                  && new ArgumentModel(map.value())
                      .applies(Function.of(name.substring("map_".length())).orElseThrow()));
    };
  }

  /** The place in a document that the function needs; else none. */
  public static List<Object> path(Function function) {
    return function.operation().startsWith("document_") ? List.of("a") : List.of();
  }

  /** Whether the function takes a count: an integer that is not negative. */
  public static boolean counts(Function function) {
    return function.operation().matches("string_[lr]trim|list_[lr]pop");
  }

  /** The type of what a function takes that applies and takes no count. */
  public AttributeType wanted(Function function) {
    String name = function.operation();
    return switch (type) {
      case AttributeType.ListOf list when !name.equals("put") -> list.element();
      case AttributeType.SetOf set when name.matches("set_add|set_remove") -> set.element();
      case AttributeType.MapOf map when name.equals("map_remove") -> map.key();
      case AttributeType.Document _ when name.equals("document_rename") -> Primitive.STRING;
      default -> type;
    };
  }

  /** Whether the function applies and takes {@code argument}. */
  public boolean fits(Function function, Value argument) {
    String name = function.operation();
    if (!applies(function)) {
      return false;
    }
    if (counts(function)) {
      return argument instanceof Value.Int count && count.value() >= 0;
    }
    if (name.equals("document_unset")) {
      return true;
    }
    if (name.equals("document_rename")) {
      return isPath(argument);
    }
    if (type instanceof AttributeType.Document) {
      return json(argument).filter(json -> takes(name, json)).isPresent();
    }
    return is(wanted(function), argument, name.contains("atomic_"));
  }

  /** Whether a function of that name, in a document, takes {@code json}. */
  public static boolean takes(String name, Json json) {
    if (name.startsWith("atomic_")) {
      return json instanceof Json.Int || json instanceof Json.Real;
    }
    return !name.startsWith("string_") || json instanceof Json.Text;
  }

  /** The values here have brackets and dots only where they make no path. */
  private static boolean isPath(Value value) {
    return value instanceof Value.Text text
        && Utf8.isValid(text.bytes())
        && text.bytes().length() > 0
        && !text.bytes().toUtf8().contains("[");
  }

  private static Optional<Json> json(Value value) {
    return switch (value) {
      case Value.Document document -> Optional.of(document.json());
      case Value.Int number -> Optional.of(new Json.Int(number.value()));
      case Value.Float number when Double.isFinite(number.value()) ->
          Optional.of(new Json.Real(number.value()));
      case Value.Text text when Utf8.isValid(text.bytes()) ->
          Optional.of(new Json.Text(text.bytes().toUtf8()));
      default -> Optional.empty();
    };
  }

  private static boolean is(AttributeType type, Value value, boolean numbers) {
    return switch (type) {
      case Primitive.STRING -> value instanceof Value.Text;
      case Primitive.INT ->
          value instanceof Value.Int
              || (numbers
                  && value instanceof Value.Float real
                  && real.value() >= -0x1p63
                  && real.value() < 0x1p63);
      case Primitive.FLOAT ->
          value instanceof Value.Float || (numbers && value instanceof Value.Int);
      case AttributeType.Timestamp _ -> value instanceof Value.Timestamp;
      case AttributeType.Document _ -> json(value).isPresent();
      case AttributeType.ListOf list ->
          value instanceof Value.ListOf given && all(list.element(), given.elements());
      case AttributeType.SetOf set ->
          value instanceof Value.SetOf given && all(set.element(), given.elements());
      case AttributeType.MapOf map ->
          value instanceof Value.MapOf given
              && given.entries().stream()
                  .allMatch(entry ->
                      is(map.key(), entry.key(), false) && is(map.value(), entry.value(), numbers));
    };
  }

  private static boolean all(Primitive type, List<Value.Scalar> elements) {
    return elements.stream().allMatch(element -> is(type, element, false));
  }

  /** What the operator takes on the type, of {@code in} each value; empty if it does not apply. */
  public Optional<AttributeType> compared(Operator operator) {
    boolean inDocument = type instanceof AttributeType.Document;
    boolean text = type == Primitive.STRING || inDocument;
    boolean container = type instanceof AttributeType.Container;
    return switch (operator.jsonName()) {
      case "eq", "in" -> Optional.of(type);
      case "lt", "le", "ge", "gt" -> container ? Optional.empty() : Optional.of(type);
      case "prefix", "regex" -> text ? Optional.of(Primitive.STRING) : Optional.empty();
      case "contains" ->
          switch (type) {
            case AttributeType.ListOf list -> Optional.of(list.element());
            case AttributeType.SetOf set -> Optional.of(set.element());
            case AttributeType.MapOf map -> Optional.of(map.key());
            default -> inDocument ? Optional.of(type) : Optional.empty();
          };
      case "length_eq", "length_le", "length_ge" ->
          text || container ? Optional.of(Primitive.INT) : Optional.empty();
      default -> throw new AssertionError(operator);
    };
  }

  /** Whether the operator applies and compares with {@code value}. */
  public boolean fits(Operator operator, Value value) {
    return compared(operator)
        .filter(wanted -> is(wanted, value, false))
        .filter(_ -> operator != Operator.REGEX || isExpression((Value.Text) value))
        .isPresent();
  }

  /** Of the values here one is none though it is short enough. */
  private static boolean isExpression(Value.Text text) {
    return Utf8.isValid(text.bytes())
        && text.bytes().length() <= 1_000
        && !text.equals(Value.Text.of("("));
  }
}
