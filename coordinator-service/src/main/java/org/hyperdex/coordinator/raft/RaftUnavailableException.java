package org.hyperdex.coordinator.raft;

/**
 * The log did not take or confirm something now: the node leads no more, the majority is away, or
 * time ran out. Whether an entry was or will be committed is unknown; trying again is right.
 */
public final class RaftUnavailableException extends RuntimeException {
  public RaftUnavailableException(String message) {
    super(message);
  }

  public RaftUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
