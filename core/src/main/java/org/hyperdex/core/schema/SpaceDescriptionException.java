package org.hyperdex.core.schema;

/** A space description, or the name of a type, that is not valid. */
public final class SpaceDescriptionException extends RuntimeException {
  private final DescriptionError error;
  private final String rendering;

  SpaceDescriptionException(DescriptionError error, String rendering) {
    super(error.toString());
    this.error = error;
    this.rendering = rendering;
  }

  /** What is wrong, and where. */
  public DescriptionError error() {
    return error;
  }

  /**
   * The error for a terminal: message, line of the text, and a caret under the column. Only the
   * message if there is no text. Holds no control characters but line feeds between its lines.
   */
  public String rendering() {
    return rendering;
  }
}
