package org.hyperdex.transport.control;

/** A call to the coordinators did not get an answer that can be used. */
public final class ControlException extends RuntimeException {
  private final Code code;
  private final boolean mayHaveTakenEffect;

  /** What went wrong. */
  public enum Code {
    /** No coordinator answered in time; the detail says what became of each. */
    UNREACHABLE,
    /** The coordinators belong to another cluster than this process. */
    WRONG_CLUSTER,
    /** A coordinator could not understand the call. */
    REFUSED,
    /** The channel was closed. */
    CLOSED
  }

  ControlException(Code code, String detail, boolean mayHaveTakenEffect) {
    super(detail);
    this.code = code;
    this.mayHaveTakenEffect = mayHaveTakenEffect;
  }

  /** What went wrong. */
  public Code code() {
    return code;
  }

  /** Whether a coordinator may have received the call and carried it out all the same. */
  public boolean mayHaveTakenEffect() {
    return mayHaveTakenEffect;
  }
}
