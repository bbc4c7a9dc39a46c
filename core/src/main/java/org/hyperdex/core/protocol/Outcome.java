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
  /** A function could not be applied. */
  FUNCTION_FAILED;

  /** Whether the operation took effect (or read an object). */
  public boolean success() {
    return this == CREATED || this == OK || this == DELETED;
  }
}
