package org.hyperdex.storage.rows;

/** A data directory that must not be used; the message says why and what to do. */
public final class DataDirectoryException extends RuntimeException {
  /** Makes a refusal with the text {@code message}. */
  public DataDirectoryException(String message) {
    super(message);
  }

  /** Makes a refusal with the text {@code message}, because of {@code cause}. */
  public DataDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
