package org.hyperdex.core.client;

/** What a request wants of a region, which decides who of its chain is asked. */
public enum Access {
  /** Reads one object: the head. */
  GET,
  /** Changes one object: the head; what became of it can be unknown. */
  WRITE,
  /** Reads many objects: the tail, so that heads are left to the writes. */
  SEARCH
}
