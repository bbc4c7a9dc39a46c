package org.hyperdex.core.query;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import org.hyperdex.core.data.Bytes;
import org.hyperdex.core.data.Utf8;
import org.hyperdex.core.data.ValueException;
import org.hyperdex.core.data.ValueException.Problem;

/**
 * A regular expression, matched in time linear in the text whatever the expression is.
 *
 * <p>The dialect is RE2's: classes, groups, alternation, counts and lazy operators, but no back
 * references and no looking around, which no linear matcher has. As in the original the expression
 * may match anywhere unless {@code ^} or {@code $} ties it to the start or end of the text, upper
 * and lower case differ, and {@code .} is any character, line ends included; {@code (?m)}, {@code
 * (?i)} and {@code (?-s)} change that.
 *
 * <p>Text is read as UTF-8. Where it is none, every maximal malformed sequence counts as one
 * character U+FFFD, so any bytes can be matched and {@code .} stands for what cannot be read. The
 * expression itself must be UTF-8.
 */
public final class Regex {
  /** An expression has no more characters: nesting, and with it recursion, is bounded by it. */
  public static final int MAX_CHARACTERS = 1_000;

  /** The steps of the compiled expression: what each character of a text may cost. */
  public static final int MAX_PROGRAM = 20_000;

  private final Pattern pattern;

  private Regex(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * Compiles the expression in {@code utf8}.
   *
   * @throws ValueException if it is none, or too large
   */
  public static Regex of(Bytes utf8) {
    if (!Utf8.isValid(utf8)) {
      throw new ValueException(
          Problem.NOT_UNICODE, "a regular expression must be UTF-8, found other bytes");
    }
    String text = utf8.toUtf8();
    if (text.length() > MAX_CHARACTERS) {
      throw new ValueException(
          Problem.TOO_LARGE,
          "a regular expression may have %d characters, found %d"
              .formatted(MAX_CHARACTERS, text.length()));
    }
    Pattern pattern = compiled(text);
    if (pattern.programSize() > MAX_PROGRAM) {
      throw new ValueException(
          Problem.TOO_LARGE,
          "a regular expression may take %d steps, found %d: its counts are too large"
              .formatted(MAX_PROGRAM, pattern.programSize()));
    }
    return new Regex(pattern);
  }

  private static Pattern compiled(String text) {
    try {
      return Pattern.compile(text, Pattern.DOTALL);
    } catch (PatternSyntaxException e) {
      throw new ValueException(
          Problem.MALFORMED,
          "malformed regular expression '%s': %s".formatted(text, e.getDescription()));
    }
  }

  /** What each character of a text may cost. */
  int steps() {
    return pattern.programSize();
  }

  /** Whether it matches somewhere in the text from {@code from} to {@code to}. */
  boolean matches(byte[] array, int from, int to) {
    return pattern.matcher(new String(array, from, to - from, StandardCharsets.UTF_8)).find();
  }
}
