package org.hyperdex.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hyperdex.client.FailureOutcome;
import org.hyperdex.client.GroupException;
import org.hyperdex.client.HyperDexException;
import org.hyperdex.client.InvalidSpaceException;

/** Failures of the client in the words of the command line. */
final class FailureText {
  private FailureText() {}

  /**
   * The failure of a command.
   *
   * @param intent what the command would have done, for example {@code add space}
   * @param coordinators which it was told to ask
   */
  static CommandFailure of(String intent, List<String> coordinators, HyperDexException failure) {
    Map<String, Object> context = new LinkedHashMap<>(failure.context());
    StringBuilder message = new StringBuilder("could not " + intent + ": ");
    if (failure instanceof InvalidSpaceException invalid) {
      message.append("bad space: ");
      context.put("line", invalid.line());
      context.put("column", invalid.column());
      context.put("rule", invalid.rule());
    }
    message.append(oneLine(failure.detail())).append(advice(coordinators, failure));
    if (failure instanceof GroupException group) {
      // It tells itself what has taken effect.
      context.put("matched", group.soFar().matched());
      context.put("changed", group.soFar().changed());
      context.put("failed", group.soFar().refused());
      context.put("unknown", group.soFar().unknown());
      context.put("outcome", failure.outcome().name());
    } else if (failure.outcome() == FailureOutcome.UNKNOWN) {
      message.append("; it may have taken effect all the same");
      context.put("outcome", failure.outcome().name());
    }
    return new CommandFailure(failure.code().name(), message.toString(), "", context);
  }

  private static String advice(List<String> coordinators, HyperDexException failure) {
    return switch (failure.code()) {
      case UNKNOWN_SPACE -> "; 'hyperdex list-spaces' shows which there are";
      case DEADLINE, UNAVAILABLE ->
          " (asked %s); 'hyperdex doctor' finds out what is wrong"
              .formatted(String.join(", ", coordinators));
      case READ_ONLY -> "; 'hyperdex set-read-write' ends that";
      case OVERLOADED -> "; try again a little later";
      case UNKNOWN_ATTRIBUTE,
          WRONG_TYPE,
          KEY_NOT_WRITABLE,
          MALFORMED,
          INVALID_CURSOR,
          TOO_LARGE,
          OBJECT_MISSING,
          OBJECT_EXISTS,
          GUARD_FAILED,
          VERSION_MISMATCH,
          OVERFLOW,
          DIVISION_BY_ZERO,
          MISSING_PATH,
          WRONG_VALUE,
          INVALID_SPACE,
          DUPLICATE,
          NOT_FOUND,
          REFUSED,
          WRONG_CLUSTER,
          CLOSED,
          INTERRUPTED,
          INTERNAL ->
          "";
    };
  }

  /** {@code text} without line ends, of which a one-line message has none. */
  static String oneLine(String text) {
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
