package org.hyperdex.cli.data;

import java.util.List;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes an object. */
@Command(name = "del", description = "Remove an object; fails if there is none.")
final class DeleteCommand extends WriteCommand {
  @Mixin private Preconditions preconditions = new Preconditions();

  DeleteCommand(Shell shell) {
    super(shell, "del");
  }

  @Override
  protected void check() {
    preconditions.version();
  }

  @Override
  WriteOperation operation(Schema schema) {
    return new WriteOperation(
        Existence.MUST_EXIST,
        preconditions.version(),
        preconditions.guards(schema),
        List.of(),
        true);
  }
}
