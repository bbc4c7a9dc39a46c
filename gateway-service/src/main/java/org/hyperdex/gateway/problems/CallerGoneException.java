package org.hyperdex.gateway.problems;

/** Nobody waits for the answer any more. */
public final class CallerGoneException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** There is nothing to tell, for nobody is there. */
  public CallerGoneException() {
    super("the caller has gone");
  }
}
