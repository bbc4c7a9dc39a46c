package org.hyperdex.simulation;

/** Something that must hold does not. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says what. */
  public Violation(String what) {
    super(what);
  }
}
