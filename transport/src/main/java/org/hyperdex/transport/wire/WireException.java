package org.hyperdex.transport.wire;

/** Received bytes are not what the protocol allows. */
public final class WireException extends RuntimeException {
  /** Says what is wrong with the bytes. */
  public WireException(String message) {
    super(message);
  }
}
