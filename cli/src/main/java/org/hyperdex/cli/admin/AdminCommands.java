package org.hyperdex.cli.admin;

import java.util.List;
import org.hyperdex.cli.Shell;

/** All commands of this package. */
public final class AdminCommands {
  private AdminCommands() {}

  /** The commands, living in {@code shell}. */
  public static List<Object> of(Shell shell) {
    return List.of(
        new InitializeClusterCommand(shell),
        new AddSpaceCommand(shell),
        new ValidateSpaceCommand(shell),
        new RemoveSpaceCommand(shell),
        new RenameSpaceCommand(shell),
        new ListSpacesCommand(shell),
        new ListSubspacesCommand(shell),
        new ListIndicesCommand(shell),
        new IndexCommands.Add(shell),
        new IndexCommands.Remove(shell),
        new SetFaultToleranceCommand(shell),
        new ReadOnlyCommands.SetReadOnly(shell),
        new ReadOnlyCommands.SetReadWrite(shell),
        new WaitUntilStableCommand(shell),
        new ShowConfigCommand(shell),
        new ServerRegisterCommand(shell),
        new ServerCommands.Online(shell),
        new ServerCommands.Offline(shell),
        new ServerCommands.Kill(shell),
        new ServerCommands.Forget(shell),
        new CoordinatorListCommand(shell),
        new CoordinatorRemoveCommand(shell));
  }
}
