package org.hyperdex.core.schema;

import java.util.List;
import java.util.Set;

/** Reads tokens one after the other, and says what was expected where something else stands. */
final class TokenReader {
  private final SourceText source;
  private final List<Token> tokens;
  private int position;

  TokenReader(SourceText source) {
    this.source = source;
    if (source.text().length() > SpaceLimits.TEXT_CHARACTERS) {
      throw source.failure(
          DescriptionRule.TEXT_TOO_LONG,
          SpaceLimits.TEXT_CHARACTERS,
          "the text is longer than " + SpaceLimits.TEXT_CHARACTERS + " characters");
    }
    this.tokens = Lexer.tokens(source.text());
  }

  List<Token> tokens() {
    return tokens;
  }

  int position() {
    return position;
  }

  /** The token to be read next. */
  Token peek() {
    return tokens.get(position);
  }

  /**
   * The next token if it is {@code word}, which is then read; false if not, and nothing happens.
   */
  boolean accept(String word) {
    boolean found = peek().isWord(word);
    position += found ? 1 : 0;
    return found;
  }

  boolean accept(Set<String> words) {
    boolean found = peek().isWord() && words.contains(peek().text());
    position += found ? 1 : 0;
    return found;
  }

  boolean accept(char symbol) {
    boolean found = peek().isSymbol(symbol);
    position += found ? 1 : 0;
    return found;
  }

  void expect(String word) {
    if (!accept(word)) {
      throw unexpected(word(word));
    }
  }

  void expect(Set<String> words) {
    if (!accept(words)) {
      throw unexpected(words(words));
    }
  }

  void expect(char symbol) {
    if (!accept(symbol)) {
      throw unexpected("'" + symbol + "'");
    }
  }

  Token expectWord(String what) {
    if (!peek().isWord()) {
      throw unexpected(what);
    }
    return tokens.get(position++);
  }

  Token expectNumber() {
    if (!peek().isNumber()) {
      throw unexpected("a number");
    }
    return tokens.get(position++);
  }

  /** The value of {@code number}. */
  long value(Token number) {
    long value = 0;
    for (int i = 0; i < number.text().length(); i++) {
      int digit = number.text().charAt(i) - '0';
      if (value > (Long.MAX_VALUE - digit) / 10) {
        throw source.failure(
            DescriptionRule.NUMBER_OVERFLOW,
            number.offset(),
            "the number is larger than " + Long.MAX_VALUE);
      }
      value = value * 10 + digit;
    }
    return value;
  }

  private static String word(String word) {
    return "'" + word + "'";
  }

  /** {@code 'a', 'b' or 'c'}. */
  private static String words(Set<String> words) {
    List<String> sorted = words.stream().sorted().map(TokenReader::word).toList();
    return String.join(", ", sorted.subList(0, sorted.size() - 1)) + " or " + sorted.getLast();
  }

  /** The error that the next token is not {@code expected}. */
  SpaceDescriptionException unexpected(String expected) {
    return unexpected(expected, "");
  }

  /** The same with advice, which is empty or starts with a semicolon. */
  SpaceDescriptionException unexpected(String expected, String advice) {
    Token found = peek();
    return switch (found.kind()) {
      case ILLEGAL ->
          source.failure(DescriptionRule.ILLEGAL_CHARACTER, found.offset(), found.text());
      case END ->
          source.failure(
              DescriptionRule.SYNTAX,
              found.offset(),
              "expected " + expected + ", but the text ends here");
      case WORD, NUMBER, SYMBOL ->
          source.failure(
              DescriptionRule.SYNTAX,
              found.offset(),
              "expected " + expected + ", but found " + SourceText.quote(found.text()) + advice);
    };
  }
}
