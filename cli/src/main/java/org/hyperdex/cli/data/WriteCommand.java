package org.hyperdex.cli.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hyperdex.cli.ClusterCommand;
import org.hyperdex.cli.Shell;
import org.hyperdex.cli.Spaces;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.WriteResult;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Mixin;

/** A command that changes one object. */
abstract class WriteCommand extends ClusterCommand {
  private static final String STANDARD_INPUT = "-";

  /** More than any object may have. */
  private static final int MOST_BYTES = 64 << 20;

  @Mixin private KeyArguments target = new KeyArguments();

  WriteCommand(Shell shell, String intent) {
    super(shell, intent);
  }

  /** What to do to the object. */
  abstract WriteOperation operation(Schema schema);

  /** The text of an argument: itself, or standard input's if it is a dash. */
  final String textOf(String argument) {
    if (!argument.equals(STANDARD_INPUT)) {
      return argument;
    }
    try {
      return new String(shell().in().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected final int run(HyperDexClient client) {
    Schema schema = Spaces.named(client, target.space()).schema();
    WriteOperation operation = operation(schema);
    WriteResult result =
        HyperDexClient.await(
            client.write(target.space(), target.key(schema), operation, callOptions()));
    if (!result.outcome().success()) {
      throw failure(result.outcome().name(), WriteAnswer.reason(result, target.text()));
    }
    if (json()) {
      print(
          object()
              .put("outcome", result.outcome().name())
              .put("version", result.version().toString()));
    }
    return DONE;
  }
}
