package org.hyperdex.cli.admin;

import java.util.List;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Space;
import org.hyperdex.core.cluster.Subspace;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the subspaces of a space. */
@Command(
    name = "list-subspaces",
    description = "List the subspaces of a space as ID:ATTRIBUTE,..; the key subspace comes first.")
final class ListSubspacesCommand extends ClusterCommand {
  @Parameters(paramLabel = "SPACE", description = "The name of the space.")
  private String name = "";

  ListSubspacesCommand(Shell shell) {
    super(shell, "list subspaces");
  }

  @Override
  protected int run(HyperDexClient client) {
    Space space = Spaces.named(client, name);
    ObjectNode result = object();
    ArrayNode nodes = result.putArray("subspaces");
    for (Subspace subspace : space.subspaces()) {
      List<String> attributes = Spaces.attributes(space, subspace);
      ObjectNode node = nodes.addObject();
      node.put("id", subspace.id());
      attributes.forEach(node.putArray("attributes")::add);
      node.put("regions", subspace.regions().size());
      if (!json()) {
        print(Long.toUnsignedString(subspace.id()) + ":" + String.join(",", attributes));
      }
    }
    if (json()) {
      print(result);
    }
    return DONE;
  }
}
