package org.hyperdex.core.cluster;

/**
 * Where a storage server stands in its life.
 *
 * <pre>
 * REGISTERED  -> AVAILABLE    first announcement
 * AVAILABLE   -> UNAVAILABLE  its lease ran out, or an operator took it offline
 * AVAILABLE   -> SHUTDOWN     it left in order
 * UNAVAILABLE -> AVAILABLE    it announced itself again
 * SHUTDOWN    -> AVAILABLE    it announced itself again
 * any         -> KILLED       an operator banned it; there is no way back
 * </pre>
 */
public enum ServerState {
  REGISTERED,
  AVAILABLE,
  UNAVAILABLE,
  SHUTDOWN,
  KILLED;

  /** Whether the table has a way from this state to {@code next}. */
  public boolean mayBecome(ServerState next) {
    return switch (next) {
      case REGISTERED -> false;
      case AVAILABLE -> this == REGISTERED || this == UNAVAILABLE || this == SHUTDOWN;
      case UNAVAILABLE, SHUTDOWN -> this == AVAILABLE;
      case KILLED -> this != KILLED;
    };
  }
}
