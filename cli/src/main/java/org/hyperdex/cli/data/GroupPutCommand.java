package org.hyperdex.cli.data;

import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Sets attributes of all objects that match. */
@Command(
    name = "group-put",
    description = {
      "Set attributes of all objects that match.",
      "It is not a transaction: objects are changed one after the other, each once at most and only"
          + " while it matches. --timeout bounds all of it."
    },
    footer = {
      "",
      "For example:",
      "  hyperdex group-put phonebook '{\"last\": \"Smith\"}' '{\"phone\": 6075551024}'"
    })
final class GroupPutCommand extends GroupCommand {
  @Parameters(index = "2", paramLabel = "OBJECT", description = "The attributes as a JSON object.")
  private String attributes = "";

  GroupPutCommand(Shell shell) {
    super(shell, "group-put");
  }

  @Override
  WriteOperation operation(Schema schema) {
    return WriteOperation.update()
        .with(JsonValues.puts(schema, JsonValues.parse("object", attributes)));
  }
}
