package org.hyperdex.cli.data;

import org.hyperdex.cli.Spaces;
import org.hyperdex.client.Condition;
import org.hyperdex.client.HyperDexClient;
import org.hyperdex.client.json.JsonConditions;
import org.hyperdex.client.json.JsonValues;
import picocli.CommandLine.Parameters;

/** Which objects are meant. */
final class ConditionArguments {
  @Parameters(index = "0", paramLabel = "SPACE", description = "The name of the space.")
  private String space = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PREDICATES",
      description = {
        "What must be true, as JSON: {\"last\": \"Smith\"}, {\"phone\": {\"ge\": 1, \"lt\": 9}},",
        "{\"$or\": [{\"last\": {\"in\": [\"Smith\", \"Doe\"]}}, {\"tags\": {\"contains\": \"x\"}}]};",
        "operators: eq, lt, le, ge, gt, in, prefix, regex, contains, length_eq, length_le,",
        "length_ge; all objects if left out."
      })
  private String predicates = "{}";

  String space() {
    return space;
  }

  Condition condition(HyperDexClient client) {
    return JsonConditions.parse(
        Spaces.named(client, space).schema(), JsonValues.parse("predicates", predicates));
  }
}
