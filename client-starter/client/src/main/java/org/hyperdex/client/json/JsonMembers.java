package org.hyperdex.client.json;

import java.util.Set;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import tools.jackson.databind.JsonNode;

/** The members of JSON objects. */
public final class JsonMembers {
  private JsonMembers() {}

  /**
   * Fails if {@code object} has members that nobody reads: they may be misspelt.
   *
   * @throws HyperDexException MALFORMED
   */
  public static void require(JsonNode object, Set<String> known) {
    for (String member : object.propertyNames()) {
      if (!known.contains(member)) {
        throw new HyperDexException(
            ErrorCode.MALFORMED,
            "unknown member '%s'; known are %s"
                .formatted(member, known.stream().sorted().toList()));
      }
    }
  }
}
