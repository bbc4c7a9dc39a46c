package org.hyperdex.cli.data;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.GroupOperation;
import org.hyperdex.client.GroupResult;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** A command that changes all objects that match, and says how far it is. */
abstract class GroupCommand extends ClusterCommand {
  private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(2);

  @Parameters(index = "0", paramLabel = "SPACE", description = "The name of the space.")
  private String space = "";

  @Parameters(
      index = "1",
      paramLabel = "PREDICATES",
      description = "What must be true of the objects, as JSON; {} stands for all of them.")
  private String predicates = "";

  GroupCommand(Shell shell, String intent) {
    super(shell, intent);
  }

  /** What to do to each object. */
  abstract WriteOperation operation(Schema schema);

  @Override
  protected final int run(HyperDexClient client) {
    Schema schema = Spaces.named(client, space).schema();
    GroupResult result;
    try (GroupOperation group =
        client.group(
            space,
            JsonConditions.parse(schema, JsonValues.parse("predicates", predicates)),
            operation(schema),
            callOptions())) {
      while (!isOver(group)) {
        answered();
        GroupResult soFar = group.progress();
        progress("%d matched, %d changed so far ...".formatted(soFar.matched(), soFar.changed()));
      }
      result = group.await();
    }
    tell(result);
    if (result.refused() > 0) {
      throw failure("FUNCTION_FAILED", refused(result));
    }
    return DONE;
  }

  private static boolean isOver(GroupOperation group) {
    try {
      group.result().get(BETWEEN_REPORTS.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      // Awaiting it tells why.
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private void tell(GroupResult result) {
    if (json()) {
      ObjectNode answer = object();
      answer.put("matched", result.matched()).put("changed", result.changed());
      if (result.refused() > 0) {
        answer.put("failed", result.refused());
      }
      print(answer);
    } else {
      print("%d matched, %d changed".formatted(result.matched(), result.changed()));
    }
  }

  private static String refused(GroupResult result) {
    GroupResult.Refusal first = result.refusals().getFirst();
    return "a function cannot be applied to %d objects, which stay as they are; the first is %s%s: %s"
        .formatted(
            result.refused(),
            JsonValues.toJson(first.key()),
            first.attribute().map(name -> " (attribute " + name + ")").orElse(""),
            first.outcome());
  }
}
