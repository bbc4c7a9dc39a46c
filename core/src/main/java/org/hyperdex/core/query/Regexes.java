package org.hyperdex.core.query;

import java.util.HashMap;
import java.util.Map;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.data.ValueException.Problem;

/**
 * The regular expressions of one predicate, each compiled once wherever it is asked for. All
 * together are bounded, not only each by itself: thousands of checks fit into one request.
 */
final class Regexes {
  /** All different expressions have no more bytes; told before any is compiled beyond it. */
  static final int MAX_BYTES = 10 * Regex.MAX_CHARACTERS;

  private final Map<Bytes, Regex> compiled = new HashMap<>();
  private long bytes;
  private long steps;

  /**
   * The expression in {@code utf8}.
   *
   * @throws ValueException if it is none, or too large, or too much together with those before it
   */
  Regex of(Bytes utf8) {
    Regex known = compiled.get(utf8);
    if (known != null) {
      return known;
    }
    bytes += utf8.length();
    if (bytes > MAX_BYTES) {
      throw tooLarge(MAX_BYTES, "bytes", bytes);
    }
    Regex regex = Regex.of(utf8);
    steps += regex.steps();
    if (steps > Regex.MAX_PROGRAM) {
      throw tooLarge(Regex.MAX_PROGRAM, "steps", steps);
    }
    compiled.put(utf8, regex);
    return regex;
  }

  private static ValueException tooLarge(int most, String what, long found) {
    return new ValueException(
        Problem.TOO_LARGE,
        "the regular expressions of a predicate may have %d %s together, found %d"
            .formatted(most, what, found));
  }
}
