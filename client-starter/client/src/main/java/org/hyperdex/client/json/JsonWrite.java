package org.hyperdex.client.json;

import java.util.Optional;
import org.hyperdex.client.Condition;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.function.Function;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Schema;
import tools.jackson.databind.JsonNode;

/**
 * A write of one object as JSON: {@code {"if": PREDICATES, "version": "3.17", "create": true,
 * "ops": [..]}}. All but {@code ops} may be missing.
 *
 * @param guards what must be true of the object
 * @param version the one it must be at
 * @param create what is said of an object that is missing
 * @param operations what to do
 */
public record JsonWrite(
    Optional<Condition> guards,
    Optional<Version> version,
    Optional<Boolean> create,
    JsonOperations operations) {

  /**
   * Reads those members of {@code body}, whatever else it has.
   *
   * @throws HyperDexException UNKNOWN_ATTRIBUTE, KEY_NOT_WRITABLE, WRONG_TYPE or MALFORMED
   */
  public static JsonWrite parse(Schema schema, JsonNode body) {
    JsonWrite write =
        new JsonWrite(
            Optional.ofNullable(body.get("if")).map(guards -> JsonConditions.parse(schema, guards)),
            Optional.ofNullable(body.get("version")).map(JsonWrite::version),
            Optional.ofNullable(body.get("create")).map(JsonWrite::create),
            JsonOperations.parse(schema, body.path("ops")));
    if (write.operations.deletion() && write.create.orElse(false)) {
      throw new HyperDexException(
          ErrorCode.MALFORMED, "del is for an object that exists: it creates nothing");
    }
    return write;
  }

  private static Version version(JsonNode node) {
    try {
      if (node.isString()) {
        return Version.parse(node.stringValue());
      }
    } catch (IllegalArgumentException e) {
      // As any other text.
    }
    throw JsonErrors.malformed(
        "version", "the version of an answer, such as \"3.17\"", JsonErrors.describe(node));
  }

  private static boolean create(JsonNode node) {
    if (!node.isBoolean()) {
      throw JsonErrors.malformed("create", "true or false", JsonErrors.describe(node));
    }
    return node.booleanValue();
  }

  /** Whether values are put, of whatever object there is. */
  boolean isPlainPut() {
    return guards.isEmpty()
        && version.isEmpty()
        && !operations.deletion()
        && operations.steps().stream().allMatch(step -> step.function() == Function.SET);
  }

  /**
   * The operation.
   *
   * @param creates whether an object that is missing is made, unless this is a deletion
   */
  public WriteOperation operation(boolean creates) {
    WriteOperation start =
        operations.deletion()
            ? WriteOperation.delete()
            : (creates ? WriteOperation.upsert() : WriteOperation.update())
                .with(operations.steps());
    WriteOperation guarded = start.onlyIf(guards.orElse(Condition.ALL));
    return version.map(guarded::onlyIfVersion).orElse(guarded);
  }
}
