package org.hyperdex.transport.link;

/** Why a server does not accept a link. The names of the constants are on the wire. */
public enum Refusal {
  /** The two processes speak different versions of the protocol. */
  WRONG_PROTOCOL,
  /** The server belongs to another cluster. */
  WRONG_CLUSTER,
  /** Another server than the addressed one listens here. */
  WRONG_SERVER,
  /** The server has been started again since; a newer configuration says so. */
  WRONG_INCARNATION,
  /** The caller is an incarnation of a server that has been replaced by a newer one. */
  STALE_CALLER,
  /** The server does not yet know who it is; try again a little later. */
  NOT_READY,
  /** The server is leaving. */
  SHUTTING_DOWN
}
