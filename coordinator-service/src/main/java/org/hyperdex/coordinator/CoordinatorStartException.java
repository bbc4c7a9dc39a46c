package org.hyperdex.coordinator;

/** A coordinator node cannot start; the message says why and what to do. */
public final class CoordinatorStartException extends RuntimeException {
  CoordinatorStartException(String message) {
    super(message);
  }

  CoordinatorStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
