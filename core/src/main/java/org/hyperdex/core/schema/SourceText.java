package org.hyperdex.core.schema;

/** The text of a description, which knows how to point at a place in itself. */
final class SourceText {
  /** The offset of what has no place in a text. */
  static final int NOWHERE = -1;

  /** What a program says without a text. */
  static final SourceText NONE = new SourceText("");

  private static final int SHOWN_BEFORE = 60;
  private static final int SHOWN_AFTER = 40;
  private static final int QUOTED_CHARACTERS = 40;
  private static final String CUT = "...";

  private final String text;

  SourceText(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The error that {@code rule} is violated at {@code offset}. */
  SpaceDescriptionException failure(DescriptionRule rule, int offset, String message) {
    if (offset == NOWHERE) {
      DescriptionError error = new DescriptionError(rule, 0, 0, message);
      return new SpaceDescriptionException(error, error.toString());
    }
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    int column = 1 + text.codePointCount(lineStart, offset);
    DescriptionError error = new DescriptionError(rule, line, column, message);
    return new SpaceDescriptionException(error, error + "\n" + excerpt(lineStart, offset));
  }

  /** {@code word} in quotes, cut if it is long. */
  static String quote(String word) {
    int end = word.length() <= QUOTED_CHARACTERS ? word.length() : QUOTED_CHARACTERS;
    return '"' + printable(word, 0, end) + (end < word.length() ? CUT : "") + '"';
  }

  private String excerpt(int lineStart, int offset) {
    int lineEnd = text.indexOf('\n', offset);
    lineEnd = lineEnd < 0 ? text.length() : lineEnd;
    int from = wholeCharacter(Math.max(lineStart, offset - SHOWN_BEFORE));
    int to = wholeCharacter(Math.min(lineEnd, offset + SHOWN_AFTER));
    String cutBefore = from > lineStart ? CUT : "";
    String cutAfter = to < lineEnd ? CUT : "";
    int indent = cutBefore.length() + text.codePointCount(from, offset);
    String shown = cutBefore + printable(text, from, to) + cutAfter;
    return shown.stripTrailing() + "\n" + " ".repeat(indent) + "^";
  }

  /** {@code offset}, or the one before it if it would tear a surrogate pair. */
  private int wholeCharacter(int offset) {
    boolean torn =
        offset > 0
            && offset < text.length()
            && Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset));
    return torn ? offset - 1 : offset;
  }

  /** One character for each, so that a caret below stays where it belongs. */
  private static String printable(String text, int from, int to) {
    StringBuilder shown = new StringBuilder(to - from);
    text.substring(from, to)
        .codePoints()
        .map(SourceText::printable)
        .forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static int printable(int character) {
    if (character == '\t' || character == '\r') {
      return ' ';
    }
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED ->
          0xfffd;
      default -> character;
    };
  }
}
