package org.hyperdex.core.data;

import java.util.ArrayList;
import java.util.List;

/**
 * A place in a document: from the root through members of objects and elements of arrays.
 *
 * <p>As text: {@code a.b[2].c[0]}; a document that is an array is entered by {@code [3]}. The index
 * is decimal, a negative one counts from the end, the last element being -1. A backslash in front
 * of a dot, a bracket or a backslash makes it part of the name, so every name but the empty one can
 * be written.
 *
 * @param steps at most {@link DocumentCodec#MAX_DEPTH}: no document is deeper; with names of at
 *     most {@link #MAX_BYTES} bytes together
 */
public record DocumentPath(List<Step> steps) {
  /** The names in a path have no more bytes together. */
  public static final int MAX_BYTES = 64 << 10;

  private static final int MOST_ELEMENT_BYTES = "[-2147483648]".length();

  /** The document itself; its text is empty. */
  public static final DocumentPath ROOT = new DocumentPath(List.of());

  /** One step down. */
  public sealed interface Step {}

  /**
   * To the member of an object.
   *
   * @param name its name in UTF-8, not empty; otherwise a {@link ValueException} (MALFORMED)
   */
  public record Member(Bytes name) implements Step {
    public Member {
      if (name.length() == 0 || !Utf8.isValid(name)) {
        throw new ValueException(
            ValueException.Problem.MALFORMED, "a name in a path must be UTF-8 and not empty");
      }
    }
  }

  /**
   * To the element of an array.
   *
   * @param index from 0, or from -1 down for elements counted from the end
   */
  public record Element(int index) implements Step {}

  public DocumentPath {
    steps = List.copyOf(steps);
    if (steps.size() > DocumentCodec.MAX_DEPTH) {
      throw new ValueException(
          ValueException.Problem.TOO_DEEP,
          "a path may not have more than %d steps, found %d"
              .formatted(DocumentCodec.MAX_DEPTH, steps.size()));
    }
    long bytes = bytes(steps);
    if (bytes > MAX_BYTES) {
      throw new ValueException(
          ValueException.Problem.TOO_LARGE,
          "the names in a path may not have more than %d bytes together, found %d"
              .formatted(MAX_BYTES, bytes));
    }
  }

  private static long bytes(List<Step> steps) {
    long bytes = 0;
    for (Step step : steps) {
      bytes += step instanceof Member(Bytes name) ? name.length() : 0;
    }
    return bytes;
  }

  /** Its text has no more bytes than this, however much in it has to be escaped. */
  public int mostTextBytes() {
    int bytes = 0;
    for (Step step : steps) {
      bytes += step instanceof Member(Bytes name) ? 2 * name.length() + 1 : MOST_ELEMENT_BYTES;
    }
    return bytes;
  }

  /**
   * Reads a path's text.
   *
   * @throws ValueException (MALFORMED, TOO_DEEP, TOO_LARGE, NOT_UNICODE) if it is none
   */
  public static DocumentPath parse(String text) {
    return text.isEmpty() ? ROOT : new Parser(text).path();
  }

  /** Whether this is the document itself. */
  public boolean isRoot() {
    return steps.isEmpty();
  }

  /** The text that {@link #parse} reads. */
  public String text() {
    if (isRoot()) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Member(Bytes name) -> {
          if (!text.isEmpty()) {
            text.append('.');
          }
          text.append(escaped(name.toUtf8()));
        }
        case Element(int index) -> text.append('[').append(index).append(']');
      }
    }
    return text.toString();
  }

  private static String escaped(String name) {
    return name.replace("\\", "\\\\").replace(".", "\\.").replace("[", "\\[");
  }

  /** The offset in {@code array} of the value here, in the document at {@code start}, or -1. */
  public int find(byte[] array, int start) {
    int at = start;
    // By position: an iterator for every row of a scan would be an object for every row.
    for (int i = 0; i < steps.size() && at >= 0; i++) {
      at =
          switch (steps.get(i)) {
            case Member member -> DocumentBytes.member(array, at, member.name());
            case Element element -> DocumentBytes.element(array, at, element.index());
          };
    }
    return at;
  }

  /** Reads one path from its start to its end. */
  private static final class Parser {
    private final String text;
    private int next;

    Parser(String text) {
      this.text = text;
    }

    DocumentPath path() {
      List<Step> steps = new ArrayList<>();
      while (next < text.length() && steps.size() <= DocumentCodec.MAX_DEPTH) {
        if (text.charAt(next) == '[') {
          next++;
          steps.add(new Element(index()));
        } else {
          if (!steps.isEmpty()) {
            expect('.');
          }
          steps.add(new Member(name()));
        }
      }
      return new DocumentPath(steps);
    }

    private Bytes name() {
      StringBuilder name = new StringBuilder();
      while (next < text.length() && text.charAt(next) != '.' && text.charAt(next) != '[') {
        if (text.charAt(next) == '\\') {
          next++;
          if (next == text.length() || ".[\\".indexOf(text.charAt(next)) < 0) {
            throw malformed("a backslash that is not followed by a dot, a bracket or a backslash");
          }
        }
        name.append(text.charAt(next++));
      }
      if (name.isEmpty()) {
        throw malformed("a name is empty");
      }
      return Bytes.wrap(DocumentWriter.utf8(name.toString()));
    }

    private int index() {
      int end = text.indexOf(']', next);
      String digits = end < 0 ? "" : text.substring(next, end);
      if (!digits.matches("-?[0-9]{1,9}")) {
        throw malformed("an index must be a whole number in brackets");
      }
      next = end + 1;
      return Integer.parseInt(digits);
    }

    private void expect(char wanted) {
      if (text.charAt(next) != wanted) {
        throw malformed("expected '" + wanted + "' or '['");
      }
      next++;
    }

    private ValueException malformed(String detail) {
      return DocumentPath.malformed(text, next, detail);
    }
  }

  /** What to throw for a text that is no path. */
  public static ValueException malformed(String text, int position, String detail) {
    return new ValueException(
        ValueException.Problem.MALFORMED,
        "malformed path '%s' at position %d: %s".formatted(text, position, detail));
  }
}
