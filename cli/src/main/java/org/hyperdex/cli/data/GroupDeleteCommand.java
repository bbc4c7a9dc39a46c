package org.hyperdex.cli.data;

import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;

/** Removes all objects that match. */
@Command(
    name = "group-del",
    description = {
      "Remove all objects that match.",
      "It is not a transaction: objects are removed one after the other. --timeout bounds all of"
          + " it."
    },
    footer = {"", "For example:", "  hyperdex group-del phonebook '{\"last\": \"Smith\"}'"})
final class GroupDeleteCommand extends GroupCommand {
  GroupDeleteCommand(Shell shell) {
    super(shell, "group-del");
  }

  @Override
  WriteOperation operation(Schema schema) {
    return WriteOperation.delete();
  }
}
