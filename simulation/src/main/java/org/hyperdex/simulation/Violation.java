package org.hyperdex.simulation;

/** Something that must hold does not. */
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String check;

  /**
   * Says what.
   *
   * @param check the name of the check that found it
   */
  public Violation(String check, String what) {
    super(check + ": " + what);
    this.check = check;
  }

  /** The name of the check that found it. */
  public String check() {
    return check;
  }
}
