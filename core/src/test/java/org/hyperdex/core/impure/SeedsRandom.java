package org.hyperdex.core.impure;

import java.util.Random;

/** Makes its own source of randomness, if a repeatable one. */
public final class SeedsRandom {

  int draw(long seed) {
    return new Random(seed).nextInt();
  }
}
