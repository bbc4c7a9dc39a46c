package org.hyperdex.core.function;

/**
 * A function cannot be applied to the value it meets, although the call makes sense for the schema.
 *
 * <p>Part of the ordinary course of things, so it has no stack trace and costs little.
 */
public final class FunctionFailure extends RuntimeException {
  /** Why a function cannot be applied. */
  public enum Reason {
    /** The result does not fit 64 bits, or in a document is no finite number. */
    OVERFLOW,
    /** The divisor is zero. */
    DIVISION_BY_ZERO,
    /** The document has no such place. */
    MISSING_PATH,
    /** The document's value at that place is of a JSON type the function does not apply to. */
    WRONG_TYPE,
    /**
     * The value, or the row, would be larger than it may be, or the document deeper; or all calls
     * together go through more bytes than {@link Functions#MAX_WORK_BYTES}.
     */
    TOO_LARGE
  }

  private final Reason reason;
  private final int attribute;

  FunctionFailure(Reason reason) {
    this(reason, -1);
  }

  private FunctionFailure(Reason reason, int attribute) {
    super(reason.name(), null, false, false);
    this.reason = reason;
    this.attribute = attribute;
  }

  FunctionFailure on(int failedAttribute) {
    return new FunctionFailure(reason, failedAttribute);
  }

  /** Why. */
  public Reason reason() {
    return reason;
  }

  /** The attribute whose function failed; -1 if all together make the row too large. */
  public int attribute() {
    return attribute;
  }
}
