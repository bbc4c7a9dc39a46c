package org.hyperdex.cli.data;

import java.util.Optional;
import java.util.OptionalLong;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.SearchRequest;
import org.hyperdex.client.SearchStream;
import org.hyperdex.client.StoredObject;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Shows the objects that match. */
@Command(
    name = "search",
    description = {
      "Show all objects that match, one JSON object a line: in no order, or with --sort in that of"
          + " an attribute, or with --limit or --cursor alone in that of the key.",
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
  private @Nullable Long limit;

  @Option(names = "--sort", paramLabel = "NAME", description = "The order: by this attribute.")
  private @Nullable String sort;

  @Option(names = "--desc", description = "The greatest first.")
  private boolean descending;

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "Go on where a search with --limit has ended.")
  private @Nullable String cursor;

  SearchCommand(Shell shell) {
    super(shell, "search");
  }

  @Override
  protected void check() {
    if (descending && sort == null) {
      throw new CommandFailure("USAGE", "--desc belongs to --sort");
    }
    if (limit != null && limit < 0) {
      throw new CommandFailure("USAGE", "--limit is a number of objects, not " + limit);
    }
  }

  @Override
  protected int run(HyperDexClient client) {
    Condition condition = arguments.condition(client);
    selection.check(Spaces.named(client, arguments.space()).schema());
    long count = 0;
    Optional<String> next;
    try (SearchStream found = client.search(arguments.space(), request(condition), callOptions())) {
      while (found.hasNext()) {
        StoredObject stored = found.next();
        answered();
        print(selection.of(stored));
        count++;
        // Whoever reads may have seen enough and closed the pipe.
        if (count % CHECK_EVERY == 0 && shell().out().checkError()) {
          return FAILED;
        }
      }
      next = found.cursor();
    }
    if (json()) {
      ObjectNode line = object();
      ObjectNode end = line.putObject("$end").put("count", count).put("complete", true);
      next.ifPresent(text -> end.put("cursor", text));
      print(line);
    } else {
      next.ifPresent(text -> progress("there are more: --cursor " + text));
    }
    return DONE;
  }

  private SearchRequest request(Condition condition) {
    return new SearchRequest(
        condition,
        selection.names(),
        Optional.ofNullable(sort).map(name -> new SearchRequest.Sort(name, descending)),
        limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
        Optional.ofNullable(cursor));
  }
}
