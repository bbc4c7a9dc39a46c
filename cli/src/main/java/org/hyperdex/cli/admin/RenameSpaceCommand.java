package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives a space another name. */
@Command(name = "mv-space", description = "Give a space another name; its objects stay.")
final class RenameSpaceCommand extends ClusterCommand {
  @Parameters(index = "0", paramLabel = "SOURCE", description = "The name it has.")
  private String source = "";

  @Parameters(index = "1", paramLabel = "TARGET", description = "The name it shall have.")
  private String target = "";

  RenameSpaceCommand(Shell shell) {
    super(shell, "rename space");
  }

  @Override
  protected int run(HyperDexClient client) {
    client.admin().renameSpace(source, target);
    return DONE;
  }
}
