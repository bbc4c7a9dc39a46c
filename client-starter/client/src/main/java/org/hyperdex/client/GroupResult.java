package org.hyperdex.client;

import java.util.List;
import java.util.Optional;
import org.hyperdex.core.data.Value;
import org.hyperdex.core.protocol.Outcome;

/**
 * What became of the objects of a group operation.
 *
 * <p>Of {@code matched} objects, {@code changed} are certainly changed, {@code refused} and {@code
 * unknown} are counted below, and all others certainly not: they did not match any more when their
 * turn came, or the operation was stopped before.
 *
 * @param matched how many the search has found so far; at the end, all
 * @param changed how many have been changed, each once
 * @param refused to how many a function could not be applied
 * @param unknown of how many it is not known whether they have been changed, or will be; 0 if the
 *     operation has succeeded
 * @param refusals the first of the refused objects
 */
public record GroupResult(
    long matched, long changed, long refused, long unknown, List<Refusal> refusals) {
  /**
   * An object to which a function could not be applied.
   *
   * @param outcome why
   * @param attribute of the function
   */
  public record Refusal(Value key, Outcome outcome, Optional<String> attribute) {
    /** The code that the same outcome has for a write of this object alone. */
    public ErrorCode code() {
      return ErrorCode.of(outcome);
    }
  }

  public GroupResult {
    refusals = List.copyOf(refusals);
  }
}
