package org.hyperdex.simulation.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.core.protocol.OperationId;
import org.hyperdex.simulation.check.Observation.Answer;

/**
 * An operation takes effect once: all answers to its sendings are one, and it commits at one
 * version. Fed by the run with every answer that leaves a server, whether or not it arrives.
 */
public final class ExactlyOnceCheck {
  /** The name of this check in findings. */
  public static final String NAME = "exactly once";

  private final Map<OperationId, Answer> effects = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /** A server tells a client how its operation ended; whether this is the first to do so. */
  public boolean answered(OperationId operation, Answer answer) {
    if (!answer.outcome().success()) {
      return false;
    }
    Answer first = effects.putIfAbsent(operation, answer);
    if (first != null && !first.equals(answer)) {
      findings.add(
          new Finding(
              NAME, "operation %s ends %s and ends %s".formatted(operation, first, answer)));
    }
    return first == null;
  }

  /** What was found so far. */
  public List<Finding> findings() {
    return findings;
  }
}
