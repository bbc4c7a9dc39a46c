package org.hyperdex.storage.rows;

/** When a write counts as durable on this server. */
public enum Durability {
  /** When it is on the disk: it survives power loss. One fsync per turn. */
  SYNC,
  /** When the operating system has it: it survives the death of the process. */
  OS
}
