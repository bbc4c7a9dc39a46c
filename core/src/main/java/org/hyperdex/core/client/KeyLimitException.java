package org.hyperdex.core.client;

/**
 * A search cannot go on without delivering some object twice, because there is no room to remember
 * the keys of those that were delivered.
 */
public final class KeyLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why the keys are needed. */
  public enum Kind {
    /** Objects may have moved between regions, and are found in both. */
    OBJECTS_MOVE,
    /** A region has to be searched anew, and the keys of what it has brought are forgotten. */
    SEARCHED_ANEW
  }

  private final Kind kind;
  private final long ownBytes;
  private final long maxBytes;

  KeyLimitException(Kind kind, long ownBytes, long maxBytes) {
    super("%s: %d of %d bytes of keys".formatted(kind, ownBytes, maxBytes));
    this.kind = kind;
    this.ownBytes = ownBytes;
    this.maxBytes = maxBytes;
  }

  /** Why the keys are needed. */
  public Kind kind() {
    return kind;
  }

  /** How many bytes the keys of this search have taken. */
  public long ownBytes() {
    return ownBytes;
  }

  /** How many bytes there are for the keys of all searches together. */
  public long maxBytes() {
    return maxBytes;
  }
}
