package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.simulation.check.Observation.Answer;

/**
 * An operation takes effect once: all answers to its sendings are one, and it commits at one
 * version. Fed by the run with every answer that leaves a server, whether or not it arrives.
 */
public final class ExactlyOnceCheck {
  /** The name of this check in findings. */
  public static final String NAME = "exactly once";

  private record Told(Answer answer, long at) {}

  private final Map<OperationId, Told> effects = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A server tells a client how its operation ended.
   *
   * @param key the object
   * @param at when, by the clock of the history
   * @return whether this is the first to do so
   */
  public boolean answered(OperationId operation, Bytes key, Answer answer, long at) {
    if (!answer.outcome().success()) {
      return false;
    }
    Told first = effects.putIfAbsent(operation, new Told(answer, at));
    if (first != null && !first.answer.equals(answer)) {
      String what = "operation %s ends %s and ends %s".formatted(operation, first.answer, answer);
      findings.add(Finding.of(NAME, what, key, first.at, at));
    }
    return first == null;
  }

  /** What was found so far. */
  public List<Finding> findings() {
    return findings;
  }
}
