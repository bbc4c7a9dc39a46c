package org.hyperdex.cli.data;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Counts the objects that match. */
@Command(name = "count", description = "Count the objects that match.")
final class CountCommand extends ClusterCommand {
  @Mixin private ConditionArguments arguments = new ConditionArguments();

  CountCommand(Shell shell) {
    super(shell, "count");
  }

  @Override
  protected int run(HyperDexClient client) {
    long count =
        HyperDexClient.await(
            client.count(arguments.space(), arguments.condition(client), callOptions()));
    if (json()) {
      print(object().put("count", count));
    } else {
      print(Long.toString(count));
    }
    return DONE;
  }
}
