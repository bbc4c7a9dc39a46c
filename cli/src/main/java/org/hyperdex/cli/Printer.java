package org.hyperdex.cli;

import java.io.PrintStream;
import org.hyperdex.client.json.JsonValues;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes failures as the command's {@code --output} wants them. */
final class Printer {
  private Printer() {}

  static void failure(PrintStream err, CommandLine command, CommandFailure failure) {
    if (wantsJson(command)) {
      err.println(json(failure));
      return;
    }
    err.println(failure.message());
    if (!failure.excerpt().isEmpty()) {
      err.println(failure.excerpt());
    }
  }

  private static boolean wantsJson(CommandLine command) {
    return command.getCommandSpec().mixins().values().stream()
        .map(CommandLine.Model.CommandSpec::userObject)
        .anyMatch(mixin -> mixin instanceof OutputOptions output && output.json());
  }

  private static JsonNode json(CommandFailure failure) {
    ObjectNode node = JsonValues.mapper().createObjectNode();
    node.put("error", failure.code());
    node.put("detail", failure.message());
    failure
        .context()
        .forEach((name, value) -> {
          if (value instanceof Integer number) {
            node.put(name, number);
          } else {
            node.put(name, value.toString());
          }
        });
    return node;
  }
}
