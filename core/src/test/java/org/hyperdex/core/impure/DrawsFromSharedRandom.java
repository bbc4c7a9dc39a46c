package org.hyperdex.core.impure;

import java.util.concurrent.ThreadLocalRandom;

/** Draws from a source that belongs to the thread. */
public final class DrawsFromSharedRandom {

  int draw() {
    return ThreadLocalRandom.current().nextInt();
  }
}
