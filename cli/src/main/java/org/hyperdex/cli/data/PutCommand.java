package org.hyperdex.cli.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.cli.Shell;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Existence;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets attributes of an object. */
@Command(
    name = "put",
    description = {
      "Set attributes of an object, which is made if it is not there.",
      "Attributes that are not named keep their values."
    },
    footer = {
      "",
      "For example:",
      "  hyperdex put phonebook jsmith1 '{\"first\": \"John\", \"phone\": 6075551024}'",
      "  hyperdex put phonebook jsmith1 '{\"phone\": 1}' --if '{\"phone\": 6075551024}'"
    })
final class PutCommand extends WriteCommand {
  private static final String STANDARD_INPUT = "-";

  /** More than any object may have. */
  private static final int MOST_BYTES = 64 << 20;

  @Parameters(
      index = "2",
      paramLabel = "OBJECT",
      description = "The attributes as a JSON object, or - to read it from standard input.")
  private String attributes = "";

  @Mixin private Preconditions preconditions = new Preconditions();

  @Option(names = "--if-not-exists", description = "Only if there is no such object yet.")
  private boolean ifNotExists;

  @Option(
      names = "--create",
      description = "With --if: make the object if it is not there, whatever the condition.")
  private boolean create;

  PutCommand(Shell shell) {
    super(shell, "put");
  }

  @Override
  protected void check() {
    if (ifNotExists && preconditions.any()) {
      throw new CommandFailure(
          "USAGE", "--if-not-exists contradicts --if and --if-version: give one of them");
    }
    if (create && !preconditions.hasPredicates()) {
      throw new CommandFailure("USAGE", "--create belongs to --if: put alone creates anyway");
    }
    preconditions.version();
    if (attributes.equals(STANDARD_INPUT)) {
      attributes = read();
    }
  }

  private String read() {
    try {
      return new String(shell().in().readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  WriteOperation operation(Schema schema) {
    Map<String, Value> values =
        JsonValues.attributes(schema, JsonValues.parse("object", attributes));
    return new WriteOperation(
        existence(), preconditions.version(), preconditions.guards(schema), values, false);
  }

  private Existence existence() {
    if (ifNotExists) {
      return Existence.MUST_NOT_EXIST;
    }
    return preconditions.any() && !create ? Existence.MUST_EXIST : Existence.ANY;
  }
}
