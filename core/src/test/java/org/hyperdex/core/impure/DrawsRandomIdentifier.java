package org.hyperdex.core.impure;

import java.util.UUID;

/** Draws from the source of randomness behind identifiers. */
public final class DrawsRandomIdentifier {

  UUID draw() {
    return UUID.randomUUID();
  }
}
