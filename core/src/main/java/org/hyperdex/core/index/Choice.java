package org.hyperdex.core.index;

import java.util.List;
import org.hyperdex.core.protocol.Explanation;

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

  /** The choice for people, with what came of it. */
  public Explanation explained(long rowsRead, long rowsMatching, long planNanos, long scanNanos) {
    return new Explanation(
        weighed(plan),
        considered.stream().limit(Explanation.MOST_CONSIDERED).map(Choice::weighed).toList(),
        rowsRead,
        rowsMatching,
        planNanos,
        scanNanos);
  }

  private static Explanation.Weighed weighed(Plan plan) {
    String kind =
        switch (plan) {
          case Plan.Nothing _ -> "nothing";
          case Plan.Scan _ -> "scan";
          case Plan.Pick _ -> "index";
          case Plan.Intersect _ -> "intersection";
          case Plan.Union _ -> "union";
        };
    return new Explanation.Weighed(kind, (long) Math.ceil(plan.cost()), plan.text());
  }
}
