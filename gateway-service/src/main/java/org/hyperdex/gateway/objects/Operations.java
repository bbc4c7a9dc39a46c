package org.hyperdex.gateway.objects;

import java.util.Set;
import org.hyperdex.client.Condition;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonOperations;
import org.hyperdex.core.function.Function;
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
    return read(schema, body, preconditions, false);
  }

  /** The operation of a batch's line: puts that nothing is asked of create, as PUT does. */
  static WriteOperation ofBatchLine(Schema schema, JsonNode line) {
    requireMembers(line, BATCH_MEMBERS);
    return read(schema, line, Preconditions.NONE, !line.has("if"));
  }

  /** What to do to each object of a group. */
  static WriteOperation ofGroup(Schema schema, JsonNode body) {
    requireMembers(body, GROUP_MEMBERS);
    WriteOperation operation = read(schema, body, Preconditions.NONE, false);
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
      Schema schema, JsonNode body, Preconditions preconditions, boolean putsCreate) {
    Condition guards =
        body.has("if") ? JsonConditions.parse(schema, body.get("if")) : Condition.ALL;
    JsonOperations operations = JsonOperations.parse(schema, body.path("ops"));
    if (operations.deletion()) {
      if (preconditions.mustNotExist() || create(body, false)) {
        throw new Problem(Reason.MALFORMED, "del is for an object that exists: it creates nothing");
      }
      return asked(WriteOperation.delete(), guards, preconditions);
    }
    boolean onlyPuts =
        operations.steps().stream().allMatch(step -> step.function() == Function.SET);
    // Whatever the body says of objects that are missing, this is not to be done to one.
    boolean creates = create(body, putsCreate && onlyPuts) && !preconditions.mustExist();
    return asked(
        start(body, creates, preconditions).with(operations.steps()), guards, preconditions);
  }

  private static WriteOperation start(JsonNode body, boolean create, Preconditions preconditions) {
    if (!preconditions.mustNotExist()) {
      return create ? WriteOperation.upsert() : WriteOperation.update();
    }
    if (body.has("if") || (body.has("create") && !create)) {
      throw new Problem(
          Reason.MALFORMED,
          "If-None-Match asks for no object: there is nothing for 'if' to be true of, and 'create'"
              + " cannot be false");
    }
    return WriteOperation.create();
  }

  private static WriteOperation asked(
      WriteOperation operation, Condition guards, Preconditions preconditions) {
    WriteOperation guarded = operation.onlyIf(guards);
    return preconditions.version().map(guarded::onlyIfVersion).orElse(guarded);
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
