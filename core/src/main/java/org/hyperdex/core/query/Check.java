package org.hyperdex.core.query;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;

/**
 * One comparison of a value of an object with a constant.
 *
 * @param attribute position in {@code Schema} numbering; 0 is the key
 * @param path where in a document; the root for attributes of other types. A check is false of a
 *     document that has no such place
 * @param operator how to compare
 * @param argument the constant, encoded as a value of the type that {@link Operator#argument}
 *     gives; of {@link Operator#IN} as {@link #in} makes it
 */
public record Check(int attribute, DocumentPath path, Operator operator, Bytes argument) {
  private static final AttributeType VALUES =
      new AttributeType.SetOf(AttributeType.Primitive.STRING);

  /** A check on a whole attribute. */
  public Check(int attribute, Operator operator, Bytes argument) {
    this(attribute, DocumentPath.ROOT, operator, argument);
  }

  /**
   * The check with {@code values} as its argument, of which every operator but {@link Operator#IN}
   * takes one. In a document strings and numbers are taken for JSON.
   *
   * @param type the attribute's
   * @throws ValueException (WRONG_TYPE among others) if the operator does not apply to the type, or
   *     takes other values
   */
  public static Check of(
      int attribute, AttributeType type, DocumentPath path, Operator operator, List<Value> values) {
    AttributeType wanted =
        operator
            .argument(type)
            .orElseThrow(() ->
                new ValueException(
                    ValueException.Problem.WRONG_TYPE,
                    "%s does not apply to type %s"
                        .formatted(operator.jsonName(), type.description())));
    List<Bytes> encoded = values.stream().map(value -> encoded(wanted, value)).toList();
    if (operator == Operator.IN) {
      return in(attribute, path, encoded);
    }
    if (encoded.size() != 1) {
      throw new ValueException(
          ValueException.Problem.WRONG_TYPE,
          "%s takes one value, found %d".formatted(operator.jsonName(), encoded.size()));
    }
    return new Check(attribute, path, operator, encoded.getFirst());
  }

  private static Bytes encoded(AttributeType type, Value value) {
    return ValueCodec.encode(
        type, type instanceof AttributeType.Document ? Value.Document.of(value) : value);
  }

  /**
   * Whether the value is one of {@code values}, which are encoded as the attribute's type demands;
   * never, if there are none.
   */
  public static Check in(int attribute, DocumentPath path, Collection<Bytes> values) {
    List<Value.Scalar> texts =
        new TreeSet<>(values).stream().<Value.Scalar>map(Value.Text::new).toList();
    Bytes argument = ValueCodec.encode(VALUES, new Value.SetOf(texts));
    return new Check(attribute, path, Operator.IN, argument);
  }

  /** Whether the argument is one that {@link #in} makes, of values of whatever type. */
  boolean hasValues() {
    return ValueCodec.isValid(VALUES, argument);
  }

  /** The values that {@link #in} was given, ascending as bytes, each once. */
  public List<Bytes> values() {
    Value.SetOf set = (Value.SetOf) ValueCodec.decode(VALUES, argument);
    return set.elements().stream().map(text -> ((Value.Text) text).bytes()).toList();
  }
}
