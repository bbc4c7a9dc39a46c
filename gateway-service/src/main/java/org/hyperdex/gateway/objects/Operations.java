package org.hyperdex.gateway.objects;

import java.util.Set;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonMembers;
import org.hyperdex.client.json.JsonOperations;
import org.hyperdex.client.json.JsonWrite;
import org.hyperdex.core.schema.Schema;
import org.hyperdex.gateway.problems.Problem;
import org.hyperdex.gateway.problems.Reason;
import tools.jackson.databind.JsonNode;

/** Reads what a POST on an object, or an update of a group, wants done. */
final class Operations {
  private static final Set<String> MEMBERS = Set.of("if", "create", "ops");
  private static final Set<String> GROUP_MEMBERS = Set.of("where", "ops");

  private Operations() {}

  /** The operation of a POST: it creates only what it is told to. */
  static WriteOperation ofPost(Schema schema, JsonNode body, Preconditions preconditions) {
    JsonMembers.require(body, MEMBERS);
    JsonWrite write = JsonWrite.parse(schema, body);
    if (preconditions.mustNotExist()) {
      return creation(write);
    }
    // Whatever the body says of objects that are missing, this is not to be done to one.
    WriteOperation operation =
        write.operation(write.create().orElse(false) && !preconditions.mustExist());
    return preconditions.version().map(operation::onlyIfVersion).orElse(operation);
  }

  private static WriteOperation creation(JsonWrite write) {
    if (write.operations().deletion()) {
      throw new Problem(Reason.MALFORMED, "del is for an object that exists: it creates nothing");
    }
    if (write.guards().isPresent() || !write.create().orElse(true)) {
      throw new Problem(
          Reason.MALFORMED,
          "If-None-Match asks for no object: there is nothing for 'if' to be true of, and 'create'"
              + " cannot be false");
    }
    return WriteOperation.create().with(write.operations().steps());
  }

  /** What to do to each object of a group. */
  static WriteOperation ofGroup(Schema schema, JsonNode body) {
    JsonMembers.require(body, GROUP_MEMBERS);
    JsonOperations operations = JsonOperations.parse(schema, body.path("ops"));
    if (operations.deletion()) {
      throw new Problem(
          Reason.MALFORMED, "ops: objects are removed in groups by /delete, not by del");
    }
    return WriteOperation.update().with(operations.steps());
  }
}
