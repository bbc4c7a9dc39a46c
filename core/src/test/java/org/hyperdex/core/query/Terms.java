package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Json;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.Values;
import org.hyperdex.core.schema.Attribute;
import org.hyperdex.core.schema.Schema;

/** Makes checks of every kind, often about what an object has, so that many hold. */
final class Terms {
  private static final List<String> EXPRESSIONS =
      List.of("a", "ab", "b", ".", "[ab]", "a*", "(a|b)+", "ab?", "n.*v", "日", "\\\\", "x");

  private final Values values;
  private final Schema schema;

  Terms(Values values, Schema schema) {
    this.values = values;
    this.schema = schema;
  }

  /** Expressions, plain and tied to either end or to both. */
  static Stream<String> expressions() {
    return Stream.concat(
        Stream.of("", "^$", "^a\\x{0}", "\\x{ff}"),
        EXPRESSIONS.stream()
            .flatMap(each -> Stream.of(each, "^" + each, each + "$", "^" + each + "$")));
  }

  /** A key called k, and an attribute of every type called by its description. */
  static Schema schemaOfAllTypes(AttributeType keyType) {
    List<Attribute> attributes = new ArrayList<>();
    attributes.add(new Attribute("k", keyType));
    for (AttributeType type : Values.types()) {
      attributes.add(new Attribute(type.description(), type));
    }
    return new Schema(attributes);
  }

  /** The key of {@code object}, encoded. */
  Bytes key(List<Value> object) {
    return ValueCodec.encode(schema.key().type(), object.getFirst());
  }

  /** The row of {@code object}. */
  Bytes row(List<Value> object) {
    List<Bytes> columns = new ArrayList<>();
    for (int a = 1; a < object.size(); a++) {
      columns.add(ValueCodec.encode(schema.attribute(a).type(), object.get(a)));
    }
    return Row.of(columns);
  }

  List<Value> object() {
    List<Value> object = new ArrayList<>();
    schema.attributes().forEach(attribute -> object.add(values.of(attribute.type())));
    return object;
  }

  /** Up to 4 terms, many of them on the key. */
  List<Term> conjunction(List<Value> like) {
    List<Term> terms = new ArrayList<>();
    for (int i = values.below(5); i > 0; i--) {
      int attribute = values.below(3) == 0 ? 0 : values.below(schema.size());
      terms.add(term(attribute, like.get(attribute)));
    }
    return terms;
  }

  private Term term(int attribute, Value like) {
    AttributeType type = schema.attribute(attribute).type();
    Operator operator =
        values.oneOf(
            List.of(Operator.values()).stream().filter(each -> each.appliesTo(type)).toList());
    List<Object> path = new ArrayList<>();
    Value found = like instanceof Value.Document document ? below(document, path) : like;
    AttributeType wanted = operator.argument(type).orElseThrow();
    List<Value> arguments = new ArrayList<>();
    for (int i = operator == Operator.IN ? values.below(5) : 1; i > 0; i--) {
      arguments.add(
          values.below(2) == 0 ? fitting(operator, wanted, found) : any(operator, wanted));
    }
    Check check = Check.of(attribute, type, documentPath(path), operator, arguments);
    return new Term(attribute, path, operator, arguments, check);
  }

  private Value any(Operator operator, AttributeType wanted) {
    return switch (operator) {
      case REGEX -> Value.Text.of(expression());
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          new Value.Int(values.below(8) - 1);
      default -> values.of(wanted);
    };
  }

  private String expression() {
    String expression = values.oneOf(EXPRESSIONS);
    return switch (values.below(6)) {
      case 0 -> "^" + expression;
      case 1 -> expression + "$";
      case 2 -> "^" + expression + "$";
      case 3 -> expression + values.oneOf(EXPRESSIONS);
      default -> expression;
    };
  }

  /** An argument that has to do with {@code like}, if there is one. */
  private Value fitting(Operator operator, AttributeType wanted, Value like) {
    Value plain =
        like instanceof Value.Document(Json.Text text) ? Value.Text.of(text.value()) : like;
    return switch (operator) {
      case PREFIX ->
          plain instanceof Value.Text text
              ? new Value.Text(
                  Bytes.wrap(
                      Arrays.copyOf(text.bytes().array(), values.below(text.bytes().length() + 1))))
              : values.of(wanted);
      case CONTAINS ->
          switch (like) {
            case Value.ListOf list when !list.elements().isEmpty() -> values.oneOf(list.elements());
            case Value.SetOf set when !set.elements().isEmpty() -> values.oneOf(set.elements());
            case Value.MapOf map when !map.entries().isEmpty() -> values.oneOf(map.entries()).key();
            case Value.Document(Json.Array array) when !array.elements().isEmpty() ->
                new Value.Document(values.oneOf(array.elements()));
            case Value.Document(Json.Obj object) when !object.members().isEmpty() ->
                new Value.Document(
                    new Json.Text(values.oneOf(List.copyOf(object.members().keySet()))));
            default -> values.of(wanted);
          };
      case REGEX, LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> any(operator, wanted);
      default -> like;
    };
  }

  /** Goes some steps down, which it adds to {@code path}, and sometimes astray. */
  private Value below(Value.Document document, List<Object> path) {
    Json at = document.json();
    while (values.below(3) > 0) {
      switch (at) {
        case Json.Obj object when !object.members().isEmpty() -> {
          String name = values.oneOf(List.copyOf(object.members().keySet()));
          if (name.isEmpty()) {
            return new Value.Document(at);
          }
          path.add(name);
          at = object.members().get(name);
        }
        case Json.Array array when !array.elements().isEmpty() -> {
          int index = values.below(array.elements().size());
          path.add(values.below(2) == 0 ? index : index - array.elements().size());
          at = array.elements().get(index);
        }
        default -> {
          if (values.below(8) == 0) {
            path.add(values.below(2) == 0 ? (Object) "a" : (Object) 1);
          }
          return new Value.Document(at);
        }
      }
    }
    return new Value.Document(at);
  }

  static DocumentPath documentPath(List<Object> steps) {
    return new DocumentPath(
        steps.stream()
            .<DocumentPath.Step>map(step ->
                step instanceof Integer index
                    ? new DocumentPath.Element(index)
                    : new DocumentPath.Member(Bytes.utf8((String) step)))
            .toList());
  }

  /** Whether ranges of encoded values can say exactly when terms of the operator hold. */
  static boolean exact(Operator operator, AttributeType type) {
    return switch (operator) {
      case EQUAL, LESS_THAN, LESS_EQUAL, GREATER_EQUAL, GREATER_THAN, IN -> true;
      case PREFIX -> type == Primitive.STRING || type instanceof AttributeType.Document;
      case REGEX, CONTAINS, LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL -> false;
    };
  }
}
