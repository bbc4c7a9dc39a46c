package org.hyperdex.core.data;

/** A value is not what its attribute's type, or the format of values, allows. */
public final class ValueException extends RuntimeException {
  /** What is wrong. */
  public enum Problem {
    /** The value, or an element of it, has another type than the attribute. */
    WRONG_TYPE,
    /** A set holds an element twice, or a map a key. */
    DUPLICATE,
    /** A document's text has an unpaired surrogate: it is no Unicode text. */
    NOT_UNICODE,
    /** A document's number is neither a 64-bit integer nor a finite double. */
    NOT_FINITE,
    /** A document nests more than {@link DocumentCodec#MAX_DEPTH} arrays and objects. */
    TOO_DEEP,
    /** The encoding would be larger than its kind may be. */
    TOO_LARGE,
    /** Bytes are not the encoding of any value of the type, or a text is no path. */
    MALFORMED
  }

  private final Problem problem;

  /** A problem in words for people. */
  public ValueException(Problem problem, String message) {
    super(message);
    this.problem = problem;
  }

  static ValueException wrongType(String expected, String found) {
    return new ValueException(
        Problem.WRONG_TYPE, "wrong type: expected " + expected + ", found " + found);
  }

  static ValueException wrongElement(
      AttributeType container, int position, String part, AttributeType expected, Value found) {
    return new ValueException(
        Problem.WRONG_TYPE,
        "wrong type: expected %s, but %s %d is no %s: found %s"
            .formatted(
                container.description(), part, position, expected.description(), found.typeName()));
  }

  /** What is wrong, for programs. */
  public Problem problem() {
    return problem;
  }
}
