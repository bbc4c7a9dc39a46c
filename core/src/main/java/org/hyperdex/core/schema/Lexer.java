package org.hyperdex.core.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts a text into tokens. What is illegal becomes a token as well, the last one: so the parser
 * reports whatever is wrong before it first, however far it looks ahead.
 */
final class Lexer {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int offset;
  private int endOfLastToken;

  private Lexer(String text) {
    this.text = text;
  }

  /** The tokens of {@code text}; the last one, and only it, is END or ILLEGAL. */
  static List<Token> tokens(String text) {
    return new Lexer(text).run();
  }

  static boolean startsWord(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }

  static boolean continuesWord(char c) {
    return startsWord(c) || isDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  private List<Token> run() {
    while (skipToToken()) {
      char c = text.charAt(offset);
      if (startsWord(c)) {
        add(Token.Kind.WORD, wordEnd());
      } else if (isDigit(c)) {
        add(Token.Kind.NUMBER, numberEnd());
      } else if (c > ' ' && c < 0x7f) {
        add(Token.Kind.SYMBOL, offset + 1);
      } else {
        return illegal(
            Character.isISOControl(c) || c == BYTE_ORDER_MARK
                ? describe(c)
                : describe(text.codePointAt(offset))
                    + " outside of a comment: names and keywords are ASCII letters, digits and _");
      }
    }
    if (tokens.isEmpty() || tokens.getLast().kind() != Token.Kind.ILLEGAL) {
      tokens.add(new Token(Token.Kind.END, "", endOfLastToken));
    }
    return tokens;
  }

  /** Goes to the next token; false if there is none, for the text ends or a comment is illegal. */
  private boolean skipToToken() {
    boolean comment = false;
    while (offset < text.length()) {
      char c = text.charAt(offset);
      if (c == '\n') {
        comment = false;
      } else if (comment) {
        if (Character.isISOControl(c) && !isBlank(c)) {
          illegal(describe(c));
          return false;
        }
      } else if (c == '#') {
        comment = true;
      } else if (!isBlank(c)) {
        return true;
      }
      offset++;
    }
    return false;
  }

  private int wordEnd() {
    int end = offset + 1;
    while (end < text.length() && continuesWord(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private int numberEnd() {
    int end = offset + 1;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private void add(Token.Kind kind, int end) {
    tokens.add(new Token(kind, text.substring(offset, end), offset));
    offset = end;
    endOfLastToken = end;
  }

  private List<Token> illegal(String description) {
    tokens.add(new Token(Token.Kind.ILLEGAL, description, offset));
    return tokens;
  }

  private static String describe(int character) {
    String code = String.format(Locale.ROOT, "U+%04X", character);
    if (character == BYTE_ORDER_MARK) {
      return "byte order mark (" + code + "): save the text without one";
    }
    if (character == 0) {
      return "NUL character (" + code + ")";
    }
    if (Character.isISOControl(character)) {
      return "control character (" + code + ")";
    }
    if (character == 0xfffd) {
      return "replacement character (" + code + "): the text was not valid UTF-8";
    }
    return "character " + SourceText.quote(Character.toString(character)) + " (" + code + ")";
  }
}
