package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the indices of a space. */
@Command(
    name = "list-indices",
    description = "List the indices of a space as ID:ATTRIBUTE, ATTRIBUTE.PATH in documents.")
final class ListIndicesCommand extends ClusterCommand {
  @Parameters(paramLabel = "SPACE", description = "The name of the space.")
  private String name = "";

  ListIndicesCommand(Shell shell) {
    super(shell, "list indices");
  }

  @Override
  protected int run(HyperDexClient client) {
    Space space = Spaces.named(client, name);
    ObjectNode result = object();
    ArrayNode nodes = result.putArray("indices");
    for (Index index : space.indices()) {
      String indexed = space.indexed(index).text();
      nodes
          .addObject()
          .put("id", index.id())
          .put("attribute", indexed)
          .put("state", index.state().name());
      if (!json()) {
        print(Long.toUnsignedString(index.id()) + ":" + indexed);
      }
    }
    if (json()) {
      print(result);
    }
    return DONE;
  }
}
