package org.hyperdex.client.json;

import org.hyperdex.client.RegionExplanation;
import org.hyperdex.core.protocol.Explanation;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How regions were searched, as JSON. */
public final class JsonExplanations {
  private static final double NANOS_PER_MILLI = 1e6;

  private JsonExplanations() {}

  /** Adds what is known of a region's search to {@code region}. */
  public static void put(RegionExplanation explained, ObjectNode region) {
    if (explained.explanation().isEmpty()) {
      region.put("problem", explained.problem());
      return;
    }
    Explanation explanation = explained.explanation().get();
    put(explanation.chosen(), region.putObject("plan"));
    ArrayNode considered = region.putArray("considered");
    explanation.considered().forEach(weighed -> put(weighed, considered.addObject()));
    region.put("rowsRead", explanation.rowsRead());
    region.put("rowsMatching", explanation.rowsMatching());
    region.put("planMillis", explanation.planNanos() / NANOS_PER_MILLI);
    region.put("scanMillis", explanation.scanNanos() / NANOS_PER_MILLI);
  }

  private static void put(Explanation.Weighed weighed, ObjectNode node) {
    node.put("kind", weighed.kind()).put("cost", weighed.cost()).put("text", weighed.text());
  }
}
