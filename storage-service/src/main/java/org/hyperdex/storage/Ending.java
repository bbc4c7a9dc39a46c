package org.hyperdex.storage;

/**
 * How a storage server ended.
 *
 * @param kind what happened
 * @param detail for people; empty for an orderly end
 */
public record Ending(Kind kind, String detail) {
  /** What can end a server. The exit code of its process follows. */
  public enum Kind {
    /** It was asked to. */
    STOPPED(0),
    /** Its cluster does not want it: it was banned, or belongs to another cluster. */
    REMOVED(3),
    /**
     * Its cluster took it for lost: it may begin again, on the same directory, as another process.
     */
    LOST(5),
    /** Its storage failed, or it found a defect in itself. */
    FAILED(4);

    private final int exitCode;

    Kind(int exitCode) {
      this.exitCode = exitCode;
    }

    /** What the process returns. */
    public int exitCode() {
      return exitCode;
    }
  }
}
