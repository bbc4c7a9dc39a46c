package org.hyperdex.core.index;

import java.util.List;
import java.util.Locale;

/**
 * A plan and what it was chosen from.
 *
 * @param plan the chosen one
 * @param considered all that were weighed, in the order in which they came up
 */
public record Choice(Plan plan, List<Plan> considered) {
  public Choice {
    considered = List.copyOf(considered);
  }

  /** What was weighed and what was chosen, in lines. */
  public String text() {
    StringBuilder text = new StringBuilder();
    considered.forEach(each -> line(text, "considered", each));
    line(text, "chosen", plan);
    return text.toString();
  }

  private static void line(StringBuilder text, String what, Plan plan) {
    text.append(String.format(Locale.ROOT, "%s (cost %.0f): %s%n", what, plan.cost(), plan.text()));
  }
}
