package org.hyperdex.cli.admin;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.ClusterAdmin.IndexBuild;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Index;
import org.hyperdex.core.cluster.Space;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the indices of a space. */
@Command(
    name = "list-indices",
    description = {
      "List the indices of a space as ID:ATTRIBUTE, ATTRIBUTE.PATH in documents.",
      "Behind those that are being built it says how far they are."
    })
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
    Map<Long, IndexBuild> builds = builds(client, space);
    for (Index index : space.indices()) {
      String indexed = space.indexed(index).text();
      ObjectNode node =
          nodes
              .addObject()
              .put("id", index.id())
              .put("attribute", indexed)
              .put("state", index.state().name());
      IndexBuild build = builds.get(index.id());
      if (build != null) {
        node.put("rowsDone", build.rowsDone()).put("rowsTotal", build.rowsTotal());
      }
      if (!json()) {
        print(Long.toUnsignedString(index.id()) + ":" + indexed + progress(index, build));
      }
    }
    if (json()) {
      print(result);
    }
    return DONE;
  }

  /** A new copy of a region builds indices that were ready before. */
  private static Map<Long, IndexBuild> builds(HyperDexClient client, Space space) {
    return space.indices().isEmpty()
        ? Map.of()
        : client.admin().indexing().stream()
            .collect(Collectors.toMap(IndexBuild::index, Function.identity()));
  }

  private static String progress(Index index, @Nullable IndexBuild build) {
    if (build != null) {
      String who = index.state() == Index.State.READY ? " building in new copies, " : " building, ";
      return who + IndexProgressText.of(build);
    }
    return index.state() == Index.State.READY ? "" : " building";
  }
}
