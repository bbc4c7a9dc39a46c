package org.hyperdex.cli.launch;

import java.util.List;
import java.util.stream.Collectors;

/** What {@code bin/hyperdex} is to become. */
final class LaunchPlan {
  /** The exit code by which {@code bin/hyperdex} knows that the output is a plan. */
  static final int EXIT_CODE = 77;

  private LaunchPlan() {}

  /** {@code command} for the shell: every word quoted, so that none of it means anything there. */
  static String shell(List<String> command) {
    return command.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
