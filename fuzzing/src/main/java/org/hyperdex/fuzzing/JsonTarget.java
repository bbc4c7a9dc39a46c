package org.hyperdex.fuzzing;

import java.nio.charset.StandardCharsets;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.AttributeType;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.data.ValueCodec;
import org.hyperdex.core.data.ValueException;

/** A value in JSON: the first byte chooses its type, the others are the text. */
final class JsonTarget implements FuzzTarget {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public void accept(byte[] input) {
    if (input.length == 0) {
      return;
    }
    AttributeType type = FuzzedSpace.type(input[0]);
    Bytes encoded;
    try {
      encoded = encoded(type, new String(input, 1, input.length - 1, StandardCharsets.UTF_8));
    } catch (HyperDexException | ValueException _) {
      return;
    }
    Value value = ValueCodec.decode(type, encoded);
    RoundTrip.check(
        "a " + type.description(), encoded, encoded(type, JsonValues.toJson(value).toString()));
  }

  private static Bytes encoded(AttributeType type, String json) {
    Value value = JsonValues.fromJson("value", type, JsonValues.parse("value", json));
    return ValueCodec.encode(type, value);
  }
}
