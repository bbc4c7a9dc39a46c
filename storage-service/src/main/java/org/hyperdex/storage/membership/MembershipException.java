package org.hyperdex.storage.membership;

/** The cluster does not want this process; the message says why and what to do. It must end. */
public final class MembershipException extends RuntimeException {
  /** Makes a refusal with the text {@code message}. */
  public MembershipException(String message) {
    super(message);
  }
}
