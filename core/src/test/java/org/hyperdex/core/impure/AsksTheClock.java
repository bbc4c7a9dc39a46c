package org.hyperdex.core.impure;

/** Reads a clock of the machine. */
public final class AsksTheClock {

  long time() {
    return System.nanoTime();
  }
}
