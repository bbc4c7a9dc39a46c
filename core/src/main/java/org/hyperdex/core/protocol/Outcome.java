package org.hyperdex.core.protocol;

/** How an operation ended at its point leader. The order of the constants is on the wire. */
public enum Outcome {
  /** The object was created. */
  CREATED,
  /** The object was changed (or, for a get, read). */
  OK,
  /** The object was removed. */
  DELETED,
  /** There is no such object. */
  NOT_FOUND,
  /** There is such an object, and there must not be. */
  EXISTS,
  /** A guard is not true of the object. */
  GUARD_FAILED,
  /** The object is not at the version that was asked for. */
  VERSION_MISMATCH,
  /** A function's result does not fit 64 bits, or in a document is no finite number. */
  OVERFLOW,
  /** A function was to divide by zero. */
  DIVISION_BY_ZERO,
  /** A function's path leads to no place of the document. */
  MISSING_PATH,
  /** The document's value at a function's path is of a JSON type it does not apply to. */
  WRONG_TYPE,
  /** A value or the row would be larger, or a document deeper, than it may be. */
  TOO_LARGE;

  /** Whether the operation took effect (or read an object). */
  public boolean success() {
    return this == CREATED || this == OK || this == DELETED;
  }

  /** Whether a function of the write could not be applied. */
  public boolean functionFailed() {
    return switch (this) {
      case OVERFLOW, DIVISION_BY_ZERO, MISSING_PATH, WRONG_TYPE, TOO_LARGE -> true;
      case CREATED, OK, DELETED, NOT_FOUND, EXISTS, GUARD_FAILED, VERSION_MISMATCH -> false;
    };
  }
}
