package org.hyperdex.client.json;

import java.util.Set;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A line of a batch: a {@link JsonWrite} with the {@code "key"} of its object. Puts of which
 * nothing is asked create the object if it is missing, whatever else does so only with {@code
 * "create": true}.
 */
public record JsonBatchLine(Value key, WriteOperation operation) {
  private static final Set<String> MEMBERS = Set.of("key", "if", "version", "create", "ops");

  /**
   * Reads a line.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, KEY_NOT_WRITABLE, WRONG_TYPE or MALFORMED
   */
  public static JsonBatchLine parse(Schema schema, String line) {
    JsonNode node = JsonValues.parse("line", line);
    JsonNode key = node.get("key");
    if (key == null) {
      throw new HyperDexException(
          ErrorCode.MALFORMED, "expected {\"key\": .., \"ops\": [..]}, found a line without a key");
    }
    Value value = JsonValues.fromJson(schema.key().name(), schema.key().type(), key);
    JsonMembers.require(node, MEMBERS);
    JsonWrite write = JsonWrite.parse(schema, node);
    return new JsonBatchLine(value, write.operation(write.create().orElse(write.isPlainPut())));
  }
}
