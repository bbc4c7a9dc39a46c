package org.hyperdex.cli.admin;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.CoordinatorStatus;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.core.cluster.Coordinator;
import picocli.CommandLine.Command;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists the coordinators. */
@Command(
    name = "coordinator-list",
    description =
        "List the coordinators as ID ADDRESS:PORT; the leader is marked. Those that are being taken"
            + " in do not count yet, and are named apart.")
final class CoordinatorListCommand extends ClusterCommand {
  CoordinatorListCommand(Shell shell) {
    super(shell, "list coordinators");
  }

  @Override
  protected int run(HyperDexClient client) {
    CoordinatorStatus status = client.admin().status();
    ObjectNode result = object().put("clusterId", status.clusterId());
    ArrayNode nodes = result.putArray("coordinators");
    for (Coordinator coordinator : status.coordinators()) {
      boolean leader = coordinator.address().equals(status.leaderAddress());
      nodes
          .addObject()
          .put("id", coordinator.id())
          .put("address", coordinator.address())
          .put("leader", leader);
      if (!json()) {
        print(coordinator.id() + " " + coordinator.address() + (leader ? " leader" : ""));
      }
    }
    ArrayNode joining = result.putArray("joining");
    for (Coordinator coordinator : status.joining()) {
      joining.addObject().put("id", coordinator.id()).put("address", coordinator.address());
      progress(
          "%s %s is being taken in and does not count yet"
              .formatted(coordinator.id(), coordinator.address()));
    }
    if (json()) {
      print(result);
    }
    return DONE;
  }
}
