package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Configuration;
import picocli.CommandLine.Command;

/** Shows the newest configuration. */
@Command(
    name = "show-config",
    description = "Show the configuration: servers, spaces, regions and who keeps them.")
final class ShowConfigCommand extends ClusterCommand {
  ShowConfigCommand(Shell shell) {
    super(shell, "show config");
  }

  @Override
  protected int run(HyperDexClient client) {
    Configuration configuration = client.configuration();
    if (json()) {
      print(ConfigurationJson.of(configuration));
    } else {
      shell().out().print(ConfigurationText.of(configuration));
    }
    return DONE;
  }
}
