package org.hyperdex.cli.data;

import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Shows the objects that match. */
@Command(
    name = "search",
    description = {
      "Show all objects that match, one JSON object a line, in no order.",
      "--timeout bounds the wait for each next object. With --output json a last line {\"$end\":"
          + " ..} says that all are there."
    },
    footer = {
      "",
      "For example:",
      "  hyperdex search phonebook '{\"last\": \"Smith\", \"phone\": {\"ge\": 6075550000}}'"
    })
final class SearchCommand extends ClusterCommand {
  private static final int CHECK_EVERY = 256;

  @Mixin private ConditionArguments arguments = new ConditionArguments();
  @Mixin private Selection selection = new Selection();

  @Option(names = "--limit", paramLabel = "N", description = "Stop after N objects.")
  private long limit = Long.MAX_VALUE;

  SearchCommand(Shell shell) {
    super(shell, "search");
  }

  @Override
  protected void check() {
    if (limit < 0) {
      throw new CommandFailure("USAGE", "--limit is a number of objects, not " + limit);
    }
  }

  @Override
  protected int run(HyperDexClient client) {
    Condition condition = arguments.condition(client);
    selection.check(Spaces.named(client, arguments.space()).schema());
    long count = 0;
    try (SearchStream found = client.search(arguments.space(), condition, callOptions())) {
      while (count < limit && found.hasNext()) {
        StoredObject stored = found.next();
        answered();
        print(selection.of(stored));
        count++;
        // Whoever reads may have seen enough and closed the pipe.
        if (count % CHECK_EVERY == 0 && shell().out().checkError()) {
          return FAILED;
        }
      }
    }
    if (json()) {
      ObjectNode end = object();
      end.putObject("$end").put("count", count).put("complete", true);
      print(end);
    }
    return DONE;
  }
}
