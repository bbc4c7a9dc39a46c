package org.hyperdex.core.schema;

/**
 * The first thing that is wrong with a space description.
 *
 * @param rule what is violated
 * @param line the line of the text, from 1; 0 if there is no text
 * @param column the character in the line, from 1; 0 if there is no text. A tab is one character,
 *     and so is a character outside of Unicode's basic plane. What is missing at the end of the
 *     text is reported one column after its last word
 * @param message what is wrong, for people
 */
public record DescriptionError(DescriptionRule rule, int line, int column, String message) {
  /** Whether the error has a place in a text. */
  public boolean hasPosition() {
    return line > 0;
  }

  @Override
  public String toString() {
    return hasPosition() ? "line " + line + ", column " + column + ": " + message : message;
  }
}
