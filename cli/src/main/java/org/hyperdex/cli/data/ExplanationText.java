package org.hyperdex.cli.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hyperdex.client.RegionExplanation;
import org.hyperdex.core.protocol.Explanation;

/** How a region was searched, in lines. */
final class ExplanationText {
  private static final double NANOS_PER_MILLI = 1e6;

  private ExplanationText() {}

  static List<String> lines(RegionExplanation explained) {
    return explained
        .explanation()
        .map(ExplanationText::lines)
        .orElseGet(() -> List.of("could not be asked: " + explained.problem()));
  }

  private static List<String> lines(Explanation explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(line("chosen", explanation.chosen()));
    explanation.considered().stream()
        .filter(weighed -> !weighed.equals(explanation.chosen()))
        .forEach(weighed -> lines.add(line("considered", weighed)));
    lines.add(
        String.format(
            Locale.ROOT,
            "%d rows read, %d match; chosen in %.3f ms, carried out in %.3f ms",
            explanation.rowsRead(),
            explanation.rowsMatching(),
            explanation.planNanos() / NANOS_PER_MILLI,
            explanation.scanNanos() / NANOS_PER_MILLI));
    return lines;
  }

  private static String line(String what, Explanation.Weighed weighed) {
    return "%s: %s, cost %d: %s".formatted(what, weighed.kind(), weighed.cost(), weighed.text());
  }
}
