package org.hyperdex.cli.data;

import java.util.Optional;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.StoredObject;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** Shows an object. */
@Command(
    name = "get",
    description = {
      "Show an object as JSON; fails if there is none.",
      "With --output json: {\"version\": .., \"object\": {..}}."
    })
final class GetCommand extends ClusterCommand {
  @Mixin private KeyArguments target = new KeyArguments();
  @Mixin private Selection selection = new Selection();

  GetCommand(Shell shell) {
    super(shell, "get");
  }

  @Override
  protected int run(HyperDexClient client) {
    Schema schema = Spaces.named(client, target.space()).schema();
    selection.check(schema);
    Value key = target.key(schema);
    Optional<StoredObject> found =
        HyperDexClient.await(
            selection
                .names()
                .map(names -> client.get(target.space(), key, names, callOptions()))
                .orElseGet(() -> client.get(target.space(), key, callOptions())));
    StoredObject stored =
        found.orElseThrow(() -> failure("NOT_FOUND", "there is no object '" + target.text() + "'"));
    ObjectNode node = selection.of(stored);
    if (json()) {
      ObjectNode answer = object().put("version", stored.version().toString());
      answer.set("object", node);
      print(answer);
    } else {
      print(node);
    }
    return DONE;
  }
}
