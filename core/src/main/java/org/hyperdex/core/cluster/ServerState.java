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
  KILLED
}
