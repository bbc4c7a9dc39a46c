package org.hyperdex.cli.admin;

import java.util.List;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Space;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the spaces by name. */
@Command(name = "list-spaces", description = "List the names of all spaces, in their order.")
final class ListSpacesCommand extends ClusterCommand {
  ListSpacesCommand(Shell shell) {
    super(shell, "list spaces");
  }

  @Override
  protected int run(HyperDexClient client) {
    List<String> names =
        client.configuration().spaces().stream().map(Space::name).sorted().toList();
    if (json()) {
      ObjectNode result = object();
      ArrayNode spaces = result.putArray("spaces");
      names.forEach(spaces::add);
      print(result);
    } else if (names.isEmpty()) {
      print("No spaces are found.");
    } else {
      names.forEach(this::print);
    }
    return DONE;
  }
}
