package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.ClusterAdmin;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;

/** Waits until nothing is under way. */
@Command(
    name = "wait-until-stable",
    description = {
      "Wait until nothing is being repaired or moved.",
      "That is: all servers have the newest configuration and no region lacks a replica. Fails after"
          + " --timeout and says what is missing."
    })
final class WaitUntilStableCommand extends ClusterCommand {
  WaitUntilStableCommand(Shell shell) {
    super(shell, "wait until stable");
  }

  @Override
  protected int run(HyperDexClient client) {
    ClusterAdmin.Stability stability = client.admin().waitUntilStable(timeout());
    if (!stability.stable()) {
      throw failure("DEADLINE", stability.missing() + "; a longer --timeout waits longer");
    }
    if (json()) {
      print(object().put("stable", true).put("version", stability.configurationVersion()));
    }
    return DONE;
  }
}
