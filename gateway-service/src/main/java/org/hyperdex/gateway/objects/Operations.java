package org.hyperdex.gateway.objects;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hyperdex.client.Condition;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonOperations;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code {"if": .., "create": .., "ops": [..]}}: what a POST on an object, and each line of a
 * batch, wants done.
 */
final class Operations {
  private static final Set<String> MEMBERS = Set.of("if", "create", "ops");
  private static final Set<String> BATCH_MEMBERS = Set.of("key", "if", "create", "ops");

  private static final Set<String> GROUP_MEMBERS = Set.of("where", "ops");

  private Operations() {}

  /** The operation of a POST: it creates only what it is told to. */
  static WriteOperation ofPost(Schema schema, JsonNode body, Preconditions preconditions) {
    requireMembers(body, MEMBERS);
    if (preconditions.mustNotExist()) {
      throw new Problem(
          Reason.MALFORMED, "If-None-Match is for PUT; operations are for objects that exist");
    }
    return read(schema, body, false, preconditions.version());
  }

  /** The operation of a batch's line: plain puts create, as PUT does. */
  static WriteOperation ofBatchLine(Schema schema, JsonNode line) {
    requireMembers(line, BATCH_MEMBERS);
    return read(schema, line, !line.has("if"), Optional.empty());
  }

  /** What to do to each object of a group. */
  static WriteOperation ofGroup(Schema schema, JsonNode body) {
    requireMembers(body, GROUP_MEMBERS);
    WriteOperation operation = read(schema, body, false, Optional.empty());
    if (operation.deletion()) {
      throw new Problem(
          Reason.MALFORMED, "ops: objects are removed in groups by /delete, not by del");
    }
    return operation;
  }

  /** Fails if the body has members that nobody reads. */
  static void requireMembers(JsonNode body, Set<String> known) {
    for (String member : body.propertyNames()) {
      if (!known.contains(member)) {
        throw new Problem(
            Reason.MALFORMED,
            "unknown member '%s'; known are %s"
                .formatted(member, known.stream().sorted().toList()));
      }
    }
  }

  private static WriteOperation read(
      Schema schema, JsonNode body, boolean createByDefault, Optional<Version> version) {
    Condition guards =
        body.has("if") ? JsonConditions.parse(schema, body.get("if")) : Condition.ALL;
    JsonOperations operations = JsonOperations.parse(schema, body.path("ops"));
    if (operations.deletion()) {
      return deletion(body, guards, version);
    }
    boolean create = create(body, createByDefault);
    return new WriteOperation(
        create ? Existence.ANY : Existence.MUST_EXIST,
        version,
        guards,
        operations.steps(),
        false);
  }

  private static WriteOperation deletion(
      JsonNode body, Condition guards, Optional<Version> version) {
    if (create(body, false)) {
      throw new Problem(
          Reason.MALFORMED, "ops: del stands alone, without other operations and without create");
    }
    return new WriteOperation(Existence.MUST_EXIST, version, guards, List.of(), true);
  }

  private static boolean create(JsonNode body, boolean otherwise) {
    JsonNode create = body.get("create");
    if (create == null) {
      return otherwise;
    }
    if (!create.isBoolean()) {
      throw new Problem(Reason.MALFORMED, "create: expected true or false, found " + create);
    }
    return create.booleanValue();
  }
}
