package org.hyperdex.client;

import org.hyperdex.core.protocol.Outcome;

/** Why an operation failed: stable, for programs. New codes may be added. */
public enum ErrorCode {
  /** There is no space of that name, in the newest configuration either. */
  UNKNOWN_SPACE(false),
  /** The space has no attribute of that name. */
  UNKNOWN_ATTRIBUTE(false),
  /** A value is not of the attribute's type, or the operator does not apply to the type. */
  WRONG_TYPE(false),
  /** A write names the key among the attributes to set; keys do not change. */
  KEY_NOT_WRITABLE(false),
  /** A value is of the right type and still not allowed, or text could not be read. */
  MALFORMED(false),
  /** A search is to go on from where another one has ended, or one of a space that is gone. */
  INVALID_CURSOR(false),
  /** A key, an object, or what is asked in one operation is larger than allowed. */
  TOO_LARGE(false),
  /** A write asks for an object that exists, and there is none. */
  OBJECT_MISSING(false),
  /** A write asks for an object that does not exist, and there is one. */
  OBJECT_EXISTS(false),
  /** A guard of a write is not true of the object. */
  GUARD_FAILED(false),
  /** The object is not at the version that a write asks for. */
  VERSION_MISMATCH(false),
  /** A function's result does not fit 64 bits, or in a document is no finite number. */
  OVERFLOW(false),
  /** A function was to divide by zero. */
  DIVISION_BY_ZERO(false),
  /** A function's path leads to no place of the document. */
  MISSING_PATH(false),
  /** The document's value at a function's path is of a JSON type it does not apply to. */
  WRONG_VALUE(false),
  /** The cluster is read-only. */
  READ_ONLY(true),
  /** The time was over before there was an answer. */
  DEADLINE(true),
  /** The region has no server, or no server or coordinator could be reached. */
  UNAVAILABLE(true),
  /** Too much is in flight, at the client or at the server. */
  OVERLOADED(true),
  /** A space description breaks a rule; see {@link InvalidSpaceException}. */
  INVALID_SPACE(false),
  /** Something of that name or id exists. */
  DUPLICATE(false),
  /** An administrative command names what does not exist. */
  NOT_FOUND(false),
  /** The server or coordinator will not do it; the detail says why. */
  REFUSED(false),
  /** The coordinators belong to another cluster than the client. */
  WRONG_CLUSTER(false),
  /** The client is closed. */
  CLOSED(false),
  /** The waiting thread was interrupted. */
  INTERRUPTED(false),
  /** A server answered what makes no sense: a defect. */
  INTERNAL(false);

  private final boolean retryable;

  ErrorCode(boolean retryable) {
    this.retryable = retryable;
  }

  /**
   * Why a write had no effect.
   *
   * @throws IllegalArgumentException if it had one
   */
  public static ErrorCode of(Outcome refused) {
    return switch (refused) {
      case NOT_FOUND -> OBJECT_MISSING;
      case EXISTS -> OBJECT_EXISTS;
      case GUARD_FAILED -> GUARD_FAILED;
      case VERSION_MISMATCH -> VERSION_MISMATCH;
      case OVERFLOW -> OVERFLOW;
      case DIVISION_BY_ZERO -> DIVISION_BY_ZERO;
      case MISSING_PATH -> MISSING_PATH;
      case WRONG_TYPE -> WRONG_VALUE;
      case TOO_LARGE -> TOO_LARGE;
      case CREATED, OK, DELETED -> throw new IllegalArgumentException("it took effect: " + refused);
    };
  }

  /** Whether the same operation, asked again later, may succeed. */
  public boolean retryable() {
    return retryable;
  }
}
