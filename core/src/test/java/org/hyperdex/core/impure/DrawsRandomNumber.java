package org.hyperdex.core.impure;

/** Draws from the source of randomness of the process. */
public final class DrawsRandomNumber {

  double draw() {
    return Math.random();
  }
}
