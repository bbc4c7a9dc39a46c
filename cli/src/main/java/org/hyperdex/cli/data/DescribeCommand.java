package org.hyperdex.cli.data;

import java.math.BigInteger;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.QueryPlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows which regions a search asks. */
@Command(
    name = "describe",
    description = "Show how a search would be carried out: the subspace, regions and servers.")
final class DescribeCommand extends ClusterCommand {
  @Mixin private ConditionArguments arguments = new ConditionArguments();

  DescribeCommand(Shell shell) {
    super(shell, "describe search");
  }

  @Override
  protected int run(HyperDexClient client) {
    QueryPlan plan = client.describe(arguments.space(), arguments.condition(client));
    if (json()) {
      print(node(plan));
    } else {
      text(plan);
    }
    return DONE;
  }

  private void text(QueryPlan plan) {
    if (plan.regions().isEmpty()) {
      print("no region can hold a match: the predicates contradict each other");
      return;
    }
    print(
        "subspace %s (%s): %d of %d regions"
            .formatted(
                Long.toUnsignedString(plan.subspace()),
                String.join(", ", plan.dimensions()),
                plan.regions().size(),
                plan.totalRegions()));
    for (QueryPlan.RegionPlan region : plan.regions()) {
      String server =
          region.server().isPresent()
              ? "server %s at %s"
                  .formatted(Long.toUnsignedString(region.server().getAsLong()), region.address())
              : "no server yet";
      print("  region %s: %s".formatted(Long.toUnsignedString(region.region()), server));
    }
  }

  private static ObjectNode node(QueryPlan plan) {
    ObjectNode node = object();
    node.put("space", plan.space());
    node.put("configuration", plan.configurationVersion());
    ObjectNode subspace = node.putObject("subspace").put("id", plan.subspace());
    plan.dimensions().forEach(subspace.putArray("attributes")::add);
    subspace.put("regions", plan.totalRegions());
    ArrayNode regions = node.putArray("regions");
    for (QueryPlan.RegionPlan region : plan.regions()) {
      ObjectNode regionNode =
          regions.addObject().put("id", region.region()).put("epoch", region.epoch());
      region
          .server()
          .ifPresent(
              server -> regionNode.put("server", new BigInteger(Long.toUnsignedString(server))));
      regionNode.put("address", region.address());
    }
    return node;
  }
}
