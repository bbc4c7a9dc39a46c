package org.hyperdex.core.protocol;

/** What a write means for one region on its path. The order of the constants is on the wire. */
public enum Role {
  /** The object is here before and after: the row is replaced. */
  KEEP,
  /** The object leaves this region: the row is removed. */
  REMOVE,
  /** The object comes to this region: the row is put. */
  INSERT
}
