package org.hyperdex.cli.data;

import java.util.Optional;
import org.hyperdex.cli.CommandFailure;
import org.hyperdex.client.WriteOperation;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonValues;
import org.hyperdex.core.protocol.Version;
import org.hyperdex.core.schema.Schema;
import picocli.CommandLine.Option;

/** What must be true of an object for it to be changed. */
final class Preconditions {
  @Option(
      names = "--if",
      paramLabel = "PREDICATES",
      description = "Only if the object exists and this is true of it, as in a search.")
  private Optional<String> predicates = Optional.empty();

  @Option(
      names = "--if-version",
      paramLabel = "VERSION",
      description = "Only if the object is at this version ('get --output json' shows it).")
  private Optional<String> version = Optional.empty();

  boolean any() {
    return predicates.isPresent() || version.isPresent();
  }

  boolean hasPredicates() {
    return predicates.isPresent();
  }

  /** {@code operation}, if this is true of the object. */
  WriteOperation asked(Schema schema, WriteOperation operation) {
    WriteOperation guarded =
        predicates
            .map(text -> JsonConditions.parse(schema, JsonValues.parse("predicates", text)))
            .map(operation::onlyIf)
            .orElse(operation);
    return version().map(guarded::onlyIfVersion).orElse(guarded);
  }

  Optional<Version> version() {
    try {
      return version.map(Version::parse);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(
          "USAGE", "a version looks like 3.17, not like '" + version.orElse("") + "'");
    }
  }
}
