package org.hyperdex.transport.link;

/** A server cannot listen on the address it was given. */
public final class LinkBindException extends RuntimeException {
  LinkBindException(String message, Throwable cause) {
    super(message, cause);
  }
}
