package org.hyperdex.core.schema;

/**
 * A piece of a description.
 *
 * @param kind what it is
 * @param text its characters; of what is illegal a description
 * @param offset where it starts
 */
record Token(Kind kind, String text, int offset) {
  enum Kind {
    /** A keyword or a name: which of the two, only the grammar can say. */
    WORD,
    /** A run of digits. */
    NUMBER,
    /** Any other visible character. */
    SYMBOL,
    /** A character that may not be there. Nothing comes after it. */
    ILLEGAL,
    /** The end of the text. Nothing comes after it. */
    END
  }

  boolean isWord() {
    return kind == Kind.WORD;
  }

  boolean isNumber() {
    return kind == Kind.NUMBER;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && text.equals(word);
  }

  boolean isSymbol(char symbol) {
    return kind == Kind.SYMBOL && text.charAt(0) == symbol;
  }
}
