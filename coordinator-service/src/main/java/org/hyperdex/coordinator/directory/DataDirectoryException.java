package org.hyperdex.coordinator.directory;

/** A data directory cannot be used; the message says why and what to do. */
public final class DataDirectoryException extends RuntimeException {
  DataDirectoryException(String message) {
    super(message);
  }

  DataDirectoryException(String message, Throwable cause) {
    super(message, cause);
  }
}
