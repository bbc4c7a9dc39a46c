package org.hyperdex.core.protocol;

/** What a write asks of the object's existence. The order of the constants is on the wire. */
public enum Existence {
  /**
   * Create the object if it is missing, change it if it is there; guards hold only if it is there.
   */
  ANY,
  /** Refuse with {@link Outcome#NOT_FOUND} if the object is missing. */
  MUST_EXIST,
  /** Refuse with {@link Outcome#EXISTS} if the object is there. */
  MUST_NOT_EXIST
}
