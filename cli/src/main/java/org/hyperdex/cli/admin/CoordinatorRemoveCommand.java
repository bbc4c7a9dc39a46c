package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a coordinator out of the cluster. */
@Command(
    name = "coordinator-remove",
    description = "Take a coordinator out of the cluster for ever.")
final class CoordinatorRemoveCommand extends ClusterCommand {
  @Parameters(
      paramLabel = "ID",
      description = "The coordinator's id ('hyperdex coordinator-list' shows them).")
  private String id = "";

  CoordinatorRemoveCommand(Shell shell) {
    super(shell, "remove coordinator");
  }

  @Override
  protected int run(HyperDexClient client) {
    client.admin().removeCoordinator(id);
    return DONE;
  }
}
