package org.hyperdex.cli.diagnosis;

/**
 * One thing that was looked at.
 *
 * @param level how bad it is
 * @param text what is so
 * @param advice what to do; empty if nothing
 */
record Finding(Level level, String text, String advice) {
  /** How bad a finding is. */
  enum Level {
    OK,
    WARNING,
    PROBLEM
  }

  static Finding ok(String text) {
    return new Finding(Level.OK, text, "");
  }

  static Finding warning(String text, String advice) {
    return new Finding(Level.WARNING, text, advice);
  }

  static Finding problem(String text, String advice) {
    return new Finding(Level.PROBLEM, text, advice);
  }

  /** The finding in one line. */
  String line() {
    String label =
        switch (level) {
          case OK -> "ok       ";
          case WARNING -> "warning  ";
          case PROBLEM -> "PROBLEM  ";
        };
    return label + text + (advice.isEmpty() ? "" : "; " + advice);
  }
}
