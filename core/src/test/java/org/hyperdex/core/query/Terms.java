package org.hyperdex.core.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  /** Some values are longer than what an entry of an index has of them, which is 1024 bytes. */
  private static final int LONG_BYTES = 1018;

  private static final List<Operator> LOWER =
      List.of(Operator.GREATER_EQUAL, Operator.GREATER_THAN);
  private static final List<Operator> UPPER = List.of(Operator.LESS_EQUAL, Operator.LESS_THAN);

  private static final List<String> EXPRESSIONS =
      List.of("a", "ab", "b", ".", "[ab]", "a*", "(a|b)+", "ab?", "n.*v", "日", "\\\\", "x");

  private final Values values;
  private final Schema schema;

  Terms(Values values, Schema schema) {
    this.values = values;
    this.schema = schema;
  }

  /** What a check is about: a place, and the value that some object has there. */
  private record Place(int attribute, List<Object> path, Value found) {}

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
      attributes.add(new Attribute(type.description().replaceAll("\\W+", "_"), type));
    }
    return new Schema(attributes);
  }

  /** The key of {@code object}, encoded. */
  static Bytes key(Schema schema, List<Value> object) {
    return ValueCodec.encode(schema.key().type(), object.getFirst());
  }

  /** The row of {@code object}. */
  static Bytes row(Schema schema, List<Value> object) {
    List<Bytes> columns = new ArrayList<>();
    for (int a = 1; a < object.size(); a++) {
      columns.add(ValueCodec.encode(schema.attribute(a).type(), object.get(a)));
    }
    return Row.of(columns);
  }

  List<Value> object() {
    List<Value> object = new ArrayList<>();
    schema.attributes().forEach(attribute -> object.add(value(attribute.type())));
    return object;
  }

  private Value value(AttributeType type) {
    return values.below(24) == 0 ? longValue(type) : values.of(type);
  }

  private Value longValue(AttributeType type) {
    String letters = "l".repeat(LONG_BYTES + values.below(12)) + values.text();
    Value.Text text = Value.Text.of(letters);
    return switch (type) {
      case Primitive.STRING -> text;
      case AttributeType.ListOf(Primitive element) when element == Primitive.STRING ->
          new Value.ListOf(List.of(text));
      case AttributeType.SetOf(Primitive element) when element == Primitive.STRING ->
          new Value.SetOf(List.of(text));
      case AttributeType.MapOf(Primitive key, Primitive value) when key == Primitive.STRING ->
          new Value.MapOf(List.of(new Value.Entry(text, values.scalar(value))));
      case AttributeType.Document _ -> {
        Json json = new Json.Text(letters);
        yield new Value.Document(values.below(2) == 0 ? json : new Json.Obj(Map.of("a", json)));
      }
      default -> values.of(type);
    };
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

  /** What several single values say of: the only thing that is intersected. */
  List<Term> equalities(List<Value> like) {
    List<Term> equalities = new ArrayList<>();
    for (int i = 2 + values.below(3); i > 0; i--) {
      int attribute = 1 + values.below(schema.size() - 1);
      Place whole = new Place(attribute, List.of(), like.get(attribute));
      equalities.add(term(whole, Operator.EQUAL, List.of(whole.found())));
    }
    return equalities;
  }

  /** Two bounds of one value. They may be the same, or leave nothing between them. */
  List<Term> bounds(List<Value> like) {
    Place place = place(ofOrder(), like);
    Value other = values.below(2) == 0 ? place.found() : value(type(place));
    return List.of(
        term(place, values.oneOf(LOWER), List.of(place.found())),
        term(place, values.oneOf(UPPER), List.of(other)));
  }

  private int ofOrder() {
    int attribute = values.below(schema.size());
    while (!Operator.LESS_THAN.appliesTo(schema.attribute(attribute).type())) {
      attribute = values.below(schema.size());
    }
    return attribute;
  }

  /** Says of one value that it is two, which now and then are the same. */
  List<Term> contradiction(List<Value> like) {
    Place place = place(values.below(schema.size()), like);
    return List.of(
        term(place, Operator.EQUAL, List.of(place.found())),
        term(place, Operator.EQUAL, List.of(value(type(place)))));
  }

  private Term term(int attribute, Value like) {
    AttributeType type = schema.attribute(attribute).type();
    Operator operator =
        values.oneOf(
            List.of(Operator.values()).stream().filter(each -> each.appliesTo(type)).toList());
    Place place = place(attribute, like);
    AttributeType wanted = operator.argument(type).orElseThrow();
    List<Value> arguments = new ArrayList<>();
    for (int i = operator == Operator.IN ? listed() : 1; i > 0; i--) {
      arguments.add(
          values.below(2) == 0 ? fitting(operator, wanted, place.found()) : any(operator, wanted));
    }
    return term(place, operator, arguments);
  }

  /** Mostly few values; what the planner measures of a list is not more than 16. */
  private int listed() {
    return values.below(8) == 0 ? 40 + values.below(20) : values.below(5);
  }

  private Place place(int attribute, List<Value> like) {
    return place(attribute, like.get(attribute));
  }

  private Place place(int attribute, Value like) {
    List<Object> path = new ArrayList<>();
    Value found = like instanceof Value.Document document ? below(document, path) : like;
    return new Place(attribute, path, found);
  }

  private AttributeType type(Place place) {
    return schema.attribute(place.attribute()).type();
  }

  private Term term(Place place, Operator operator, List<Value> arguments) {
    Check check =
        Check.of(place.attribute(), type(place), documentPath(place.path()), operator, arguments);
    return new Term(place.attribute(), place.path(), operator, arguments, check);
  }

  private Value any(Operator operator, AttributeType wanted) {
    return switch (operator) {
      case REGEX -> Value.Text.of(expression());
      case LENGTH_EQUAL, LENGTH_LESS_EQUAL, LENGTH_GREATER_EQUAL ->
          new Value.Int(values.below(8) - 1);
      default -> value(wanted);
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
