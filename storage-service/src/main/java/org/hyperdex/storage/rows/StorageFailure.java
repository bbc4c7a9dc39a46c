package org.hyperdex.storage.rows;

/** The disk or the engine failed. Nothing that was asked for may be taken for done. */
public final class StorageFailure extends RuntimeException {
  /** Makes a failure of {@code operation}, which ended with {@code cause}. */
  public StorageFailure(String operation, Throwable cause) {
    super("storage failed: " + operation + ": " + cause.getMessage(), cause);
  }

  /** Makes a failure that was noticed here: what is stored is not what can have been stored. */
  public StorageFailure(String problem) {
    super("storage is damaged: " + problem);
  }
}
