package org.hyperdex.fuzzing;

import java.nio.charset.StandardCharsets;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonOperations;
import org.hyperdex.client.json.JsonValues;
import tools.jackson.databind.JsonNode;

/** The predicates and operations of a request: the first byte chooses which, JSON follows. */
final class RequestTarget implements FuzzTarget {
  @Override
  public String name() {
    return "request";
  }

  @Override
  public void accept(byte[] input) {
    if (input.length == 0) {
      return;
    }
    try {
      String text = new String(input, 1, input.length - 1, StandardCharsets.UTF_8);
      JsonNode json = JsonValues.parse("request", text);
      if (input[0] % 2 == 0) {
        JsonConditions.parse(FuzzedSpace.SCHEMA, json);
      } else {
        JsonOperations.parse(FuzzedSpace.SCHEMA, json);
      }
    } catch (HyperDexException _) {
      // Refused, with a reason.
    }
  }
}
