package org.hyperdex.core.client;

/** Why a request was given up. */
public enum Failure {
  /** The region is gone, with the space it belonged to. */
  SPACE_REMOVED,
  /** The cluster is read-only. */
  READ_ONLY,
  /** The server takes the request for nonsense: client and server do not understand each other. */
  MALFORMED,
  /** The time was over while an answer was awaited. */
  DEADLINE,
  /** The time was over while the region had no server, or its server could not be reached. */
  UNAVAILABLE,
  /** The time was over while the server had no room. */
  OVERLOADED
}
