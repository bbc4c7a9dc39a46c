package org.hyperdex.fuzzing;

import java.util.Arrays;
import java.util.List;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.DocumentPath;
import org.hyperdex.core.data.Row;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.query.Check;
import org.hyperdex.core.query.Evaluation;
import org.hyperdex.core.query.Operator;
import org.hyperdex.core.query.Predicate;
import org.hyperdex.core.query.Regex;
import org.hyperdex.core.schema.Schema;

/** A regular expression of as many bytes as the first byte says, then a text to match. */
final class RegexTarget implements FuzzTarget {
  private static final Schema SCHEMA = FuzzedSpace.SCHEMA;
  private static final Bytes ROW =
      Row.of(
          SCHEMA.attributes().stream()
              .skip(1)
              .map(attribute -> ValueCodec.zero(attribute.type()))
              .toList());

  @Override
  public String name() {
    return "regex";
  }

  @Override
  public void accept(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int end = Math.min(input.length, 1 + Byte.toUnsignedInt(input[0]));
    Bytes expression = Bytes.wrap(Arrays.copyOfRange(input, 1, end));
    try {
      Regex _ = Regex.of(expression);
    } catch (ValueException _) {
      return;
    }
    Check check =
        Check.of(
            0,
            AttributeType.Primitive.STRING,
            DocumentPath.ROOT,
            Operator.REGEX,
            List.of(new Value.Text(expression)));
    Bytes text = Bytes.wrap(Arrays.copyOfRange(input, end, input.length));
    Evaluation.of(SCHEMA, Predicate.all(check)).matches(text, ROW);
  }
}
