package org.hyperdex.client.engine;

import java.util.Map;
import org.hyperdex.client.ErrorCode;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.core.client.Failure;
import org.hyperdex.core.client.KeyLimitException;

/** The texts and codes of failures. */
final class Failures {
  private Failures() {}

  static HyperDexException of(Failure failure, boolean outcomeUnknown, String lastProblem) {
    String because = because(lastProblem);
    FailureOutcome outcome = outcomeUnknown ? FailureOutcome.UNKNOWN : FailureOutcome.NOT_APPLIED;
    return switch (failure) {
      case SPACE_REMOVED ->
          new HyperDexException(ErrorCode.UNKNOWN_SPACE, "the space has been removed", outcome);
      case READ_ONLY ->
          new HyperDexException(
              ErrorCode.READ_ONLY,
              "the cluster is read-only; an administrator can make it writable again",
              outcome);
      case MALFORMED ->
          new HyperDexException(
              ErrorCode.INTERNAL, "the server cannot read the request" + because, outcome);
      case DEADLINE ->
          new HyperDexException(
              ErrorCode.DEADLINE, "no answer within the timeout" + because, outcome);
      case UNAVAILABLE ->
          new HyperDexException(
              ErrorCode.UNAVAILABLE,
              "no server of the region could be reached within the timeout" + because,
              outcome);
      case OVERLOADED ->
          new HyperDexException(
              ErrorCode.OVERLOADED,
              "the server had no room within the timeout; send less at a time" + because,
              outcome);
    };
  }

  static HyperDexException unknownSpace(String name) {
    return new HyperDexException(ErrorCode.UNKNOWN_SPACE, "there is no space '" + name + "'");
  }

  static HyperDexException uncertainSpace(String name, String lastProblem) {
    return new HyperDexException(
        ErrorCode.UNAVAILABLE,
        "space '"
            + name
            + "' is not known here, and no coordinator has said within the timeout whether it"
            + " exists"
            + because(lastProblem));
  }

  static HyperDexException noConfiguration(String lastProblem) {
    return new HyperDexException(
        ErrorCode.UNAVAILABLE,
        "no coordinator has served a configuration within the timeout" + because(lastProblem));
  }

  static HyperDexException closed(boolean outcomeUnknown) {
    return new HyperDexException(
        ErrorCode.CLOSED,
        "the client is closed",
        outcomeUnknown ? FailureOutcome.UNKNOWN : FailureOutcome.NOT_APPLIED);
  }

  /** What to do is the same in all cases: to ask for less, or for pages, which need no keys. */
  static HyperDexException keysForgotten(KeyLimitException e) {
    String instead = "; narrow the predicate, or ask for pages in the order of the key";
    return switch (e.kind()) {
      case SEARCHED_ANEW ->
          new HyperDexException(
              ErrorCode.UNAVAILABLE,
              "a server was lost during the search, and so much had been delivered that its keys"
                  + " did not fit the %d bytes there are for those of all searches; search again"
                      .formatted(e.maxBytes())
                  + instead);
      case OBJECTS_MOVE ->
          new HyperDexException(
              e.ownBytes() > e.maxBytes() / 2 ? ErrorCode.TOO_LARGE : ErrorCode.OVERLOADED,
              "the keys of what was delivered do not fit the %d bytes there are for those of all"
                      .formatted(e.maxBytes())
                  + " searches, of which this one has taken %d".formatted(e.ownBytes())
                  + instead);
    };
  }

  static HyperDexException searchClosed() {
    return new HyperDexException(ErrorCode.CLOSED, "the search is closed");
  }

  static HyperDexException crowded(int maxOutstanding) {
    return new HyperDexException(
        ErrorCode.OVERLOADED,
        maxOutstanding + " operations have been in flight for the whole timeout");
  }

  static HyperDexException full(long maxOutstandingBytes) {
    return new HyperDexException(
        ErrorCode.OVERLOADED,
        "operations of %d bytes have been in flight for the whole timeout"
            .formatted(maxOutstandingBytes));
  }

  static HyperDexException interrupted() {
    return new HyperDexException(ErrorCode.INTERRUPTED, "interrupted while waiting");
  }

  static HyperDexException defect(RuntimeException e) {
    return new HyperDexException(
        ErrorCode.INTERNAL,
        "unexpected: " + e + "; this is a defect",
        FailureOutcome.UNKNOWN,
        Map.of(),
        e);
  }

  static HyperDexException internal(String detail) {
    return new HyperDexException(
        ErrorCode.INTERNAL, detail + "; this is a defect", FailureOutcome.UNKNOWN);
  }

  private static String because(String lastProblem) {
    return lastProblem.isEmpty() ? "" : "; last: " + lastProblem;
  }
}
