package org.hyperdex.cli.data;

import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets attributes of an object. */
@Command(
    name = "put",
    description = {
      "Set attributes of an object, which is made if it is not there.",
      "Attributes that are not named keep their values."
    },
    footer = {
      "",
      "For example:",
      "  hyperdex put phonebook jsmith1 '{\"first\": \"John\", \"phone\": 6075551024}'",
      "  hyperdex put phonebook jsmith1 '{\"phone\": 1}' --if '{\"phone\": 6075551024}'"
    })
final class PutCommand extends WriteCommand {
  @Parameters(
      index = "2",
      paramLabel = "OBJECT",
      description = "The attributes as a JSON object, or - to read it from standard input.")
  private String attributes = "";

  @Mixin private Preconditions preconditions = new Preconditions();

  @Option(names = "--if-not-exists", description = "Only if there is no such object yet.")
  private boolean ifNotExists;

  @Option(
      names = "--create",
      description = "With --if: make the object if it is not there, whatever the condition.")
  private boolean create;

  PutCommand(Shell shell) {
    super(shell, "put");
  }

  @Override
  protected void check() {
    if (ifNotExists && preconditions.any()) {
      throw new CommandFailure(
          "USAGE", "--if-not-exists contradicts --if and --if-version: give one of them");
    }
    if (create && !preconditions.hasPredicates()) {
      throw new CommandFailure("USAGE", "--create belongs to --if: put alone creates anyway");
    }
    preconditions.version();
    attributes = textOf(attributes);
  }

  @Override
  WriteOperation operation(Schema schema) {
    return preconditions.asked(
        schema, start().with(JsonValues.puts(schema, JsonValues.parse("object", attributes))));
  }

  private WriteOperation start() {
    if (ifNotExists) {
      return WriteOperation.create();
    }
    return preconditions.any() && !create ? WriteOperation.update() : WriteOperation.upsert();
  }
}
