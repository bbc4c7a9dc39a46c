package org.hyperdex.cli.data;

import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.QueryPlan;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.client.json.JsonExplanations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows which regions a search asks. */
@Command(
    name = "describe",
    description = {
      "Show how a search is carried out: the subspace, regions and servers,",
      "and for each region by which plan, at what cost, and what came of it."
    })
final class DescribeCommand extends ClusterCommand {
  @Mixin private ConditionArguments arguments = new ConditionArguments();

  DescribeCommand(Shell shell) {
    super(shell, "describe search");
  }

  @Override
  protected int run(HyperDexClient client) {
    Condition condition = arguments.condition(client);
    QueryPlan plan = client.describe(arguments.space(), condition);
    Map<Long, RegionExplanation> explanations =
        plan.regions().isEmpty()
            ? Map.of()
            : HyperDexClient.await(client.explain(arguments.space(), condition, callOptions()))
                .stream()
                .collect(Collectors.toMap(RegionExplanation::region, Function.identity()));
    if (json()) {
      print(node(plan, explanations));
    } else {
      text(plan, explanations);
    }
    return DONE;
  }

  private void text(QueryPlan plan, Map<Long, RegionExplanation> explanations) {
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
      RegionExplanation explained = explanations.get(region.region());
      if (explained != null) {
        ExplanationText.lines(explained).forEach(line -> print("    " + line));
      }
    }
  }

  private static ObjectNode node(QueryPlan plan, Map<Long, RegionExplanation> explanations) {
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
      RegionExplanation explained = explanations.get(region.region());
      if (explained != null) {
        JsonExplanations.put(explained, regionNode);
      }
    }
    return node;
  }
}
