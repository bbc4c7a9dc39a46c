package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a space tolerate another number of failures. */
@Command(
    name = "set-fault-tolerance",
    description = "Let a space tolerate so many failures; its chains grow or shrink to that.")
final class SetFaultToleranceCommand extends ClusterCommand {
  @Parameters(index = "0", paramLabel = "SPACE", description = "The space.")
  private String space = "";

  @Parameters(index = "1", paramLabel = "FAILURES", description = "0 to 8.")
  private int failures;

  SetFaultToleranceCommand(Shell shell) {
    super(shell, "set fault tolerance");
  }

  @Override
  protected int run(HyperDexClient client) {
    client.admin().setFaultTolerance(space, failures);
    return DONE;
  }
}
