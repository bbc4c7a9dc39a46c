package org.hyperdex.cli.data;

import java.util.ArrayList;
import java.util.List;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonOperations;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Applies functions to an object. */
@Command(
    name = "update",
    description = {
      "Apply operations to an object in one step: all of them in their order, or none.",
      "Fails if there is no such object, or one of them cannot be applied."
    },
    footer = {
      "",
      "Operations: put, atomic_add, atomic_sub, atomic_mul, atomic_div, atomic_mod, atomic_and,",
      "atomic_or, atomic_xor, atomic_min, atomic_max, string_prepend, string_append, string_ltrim,",
      "string_rtrim, list_lpush, list_rpush, list_lpop, list_rpop, list_remove, set_add,",
      "set_remove, set_union, set_intersect, map_add, map_remove, map_atomic_*, map_string_prepend,",
      "map_string_append, document_rename, document_unset.",
      "",
      "For example:",
      "  hyperdex update accounts john '{\"atomic_add\": {\"balance\": -50}}' \\",
      "      '{\"list_rpush\": {\"log\": \"withdrawal\"}}' --if '{\"balance\": {\"ge\": 50}}'"
    })
final class UpdateCommand extends WriteCommand {
  @Parameters(
      index = "2..*",
      arity = "1..*",
      paramLabel = "OPERATION",
      description = {
        "An operation as JSON, {\"atomic_add\": {\"age\": 1}}, or an array of such;",
        "- reads from standard input."
      })
  private List<String> operations = new ArrayList<>();

  @Mixin private Preconditions preconditions = new Preconditions();

  @Option(names = "--if-not-exists", description = "Only make the object; fails if it is there.")
  private boolean ifNotExists;

  @Option(
      names = "--create",
      description = "Make the object if it is not there, whatever --if says of it.")
  private boolean create;

  UpdateCommand(Shell shell) {
    super(shell, "update");
  }

  @Override
  protected void check() {
    if (ifNotExists && (create || preconditions.any())) {
      throw new CommandFailure(
          "USAGE", "--if-not-exists contradicts --create, --if and --if-version: give one of them");
    }
    preconditions.version();
    operations.replaceAll(this::textOf);
  }

  @Override
  WriteOperation operation(Schema schema) {
    JsonOperations parsed = JsonOperations.parse(schema, parsed());
    if (parsed.deletion()) {
      throw new CommandFailure("USAGE", "'hyperdex del' removes objects, not update");
    }
    return preconditions.asked(schema, start().with(parsed.steps()));
  }

  private WriteOperation start() {
    if (ifNotExists) {
      return WriteOperation.create();
    }
    return create ? WriteOperation.upsert() : WriteOperation.update();
  }

  private JsonNode parsed() {
    ArrayNode all = JsonValues.mapper().createArrayNode();
    for (String text : operations) {
      JsonNode node = JsonValues.parse("operation", text);
      if (node instanceof ArrayNode several) {
        all.addAll(several);
      } else {
        all.add(node);
      }
    }
    return all;
  }
}
