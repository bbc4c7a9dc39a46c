package org.hyperdex.core.function;

import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.AttributeType.Primitive;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.data.ValueException.Problem;

/**
 * Between a function's argument as a value and its bytes.
 *
 * <p>Arithmetic takes integers and floats for either: on integers a float is rounded to the nearest
 * one, of two equally near to the even one; on floats an integer becomes the nearest float. In a
 * document the number keeps its type. Strings and numbers are taken for JSON where a document is
 * wanted.
 */
public final class Arguments {
  private Arguments() {}

  /**
   * The bytes of {@code argument} for {@code function} on an attribute of {@code type}.
   *
   * @throws ValueException (WRONG_TYPE among others) if the function does not apply, or takes
   *     something else
   */
  public static Bytes encode(Function function, AttributeType type, Value argument) {
    AttributeType wanted =
        Signatures.argument(function, type)
            .orElseThrow(() ->
                new ValueException(
                    Problem.WRONG_TYPE,
                    "%s does not apply to type %s"
                        .formatted(function.operation(), type.description())));
    if (function == Function.DOCUMENT_UNSET) {
      return Bytes.EMPTY;
    }
    boolean converts = function.arithmetic().isPresent();
    return ValueCodec.encode(wanted, converted(wanted, converts, argument));
  }

  private static Value converted(AttributeType wanted, boolean numbers, Value argument) {
    return switch (wanted) {
      case AttributeType.Document _ -> Value.Document.of(argument);
      case Primitive primitive when numbers && argument instanceof Value.Scalar scalar ->
          number(primitive, scalar);
      case AttributeType.MapOf map when numbers && argument instanceof Value.MapOf given ->
          new Value.MapOf(numbers(map.value(), given.entries()));
      default -> argument;
    };
  }

  private static List<Value.Entry> numbers(Primitive wanted, List<Value.Entry> entries) {
    return entries.stream()
        .map(entry -> new Value.Entry(entry.key(), number(wanted, entry.value())))
        .toList();
  }

  private static Value.Scalar number(Primitive wanted, Value.Scalar given) {
    return switch (given) {
      case Value.Float real when wanted == Primitive.INT -> new Value.Int(rounded(real.value()));
      case Value.Int integer when wanted == Primitive.FLOAT -> new Value.Float(integer.value());
      default -> given;
    };
  }

  private static long rounded(double value) {
    double nearest = Math.rint(value);
    // 2^63 is a double, the largest integer is not.
    if (!(nearest >= -0x1p63 && nearest < 0x1p63)) {
      throw new ValueException(
          Problem.WRONG_TYPE, "wrong type: expected int, found " + value + ", which is near none");
    }
    return (long) nearest;
  }
}
