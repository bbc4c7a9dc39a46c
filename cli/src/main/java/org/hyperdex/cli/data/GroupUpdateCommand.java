package org.hyperdex.cli.data;

import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonOperations;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Applies functions to all objects that match. */
@Command(
    name = "group-update",
    description = {
      "Apply functions to all objects that match, to each object all of them or none.",
      "It is not a transaction: objects are changed one after the other, each once at most and only"
          + " while it matches. --timeout bounds all of it."
    },
    footer = {
      "",
      "For example:",
      "  hyperdex group-update shop '{\"stock\": {\"gt\": 0}}' '[{\"atomic_sub\": {\"stock\": 1}}]'"
    })
final class GroupUpdateCommand extends GroupCommand {
  @Parameters(
      index = "2",
      paramLabel = "OPERATIONS",
      description = "What to do, as JSON: [{\"atomic_add\": {\"n\": 1}}, {\"put\": {..}}].")
  private String operations = "";

  GroupUpdateCommand(Shell shell) {
    super(shell, "group-update");
  }

  @Override
  WriteOperation operation(Schema schema) {
    JsonOperations parsed =
        JsonOperations.parse(schema, JsonValues.parse("operations", operations));
    if (parsed.deletion()) {
      throw new CommandFailure("USAGE", "group-del removes objects, not del in group-update");
    }
    return WriteOperation.update().with(parsed.steps());
  }
}
