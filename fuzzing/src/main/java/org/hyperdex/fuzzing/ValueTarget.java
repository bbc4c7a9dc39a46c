package org.hyperdex.fuzzing;

import java.util.Arrays;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.ValueCodec;

/** The bytes of a value, documents among them: what is valid is the one encoding of its value. */
final class ValueTarget implements FuzzTarget {
  @Override
  public String name() {
    return "value";
  }

  @Override
  public void accept(byte[] input) {
    if (input.length == 0) {
      return;
    }
    AttributeType type = FuzzedSpace.type(input[0]);
    Bytes encoded = Bytes.wrap(Arrays.copyOfRange(input, 1, input.length));
    if (ValueCodec.isValid(type, encoded)) {
      RoundTrip.check(
          "a " + type.description(),
          encoded,
          ValueCodec.encode(type, ValueCodec.decode(type, encoded)));
    }
  }
}
