package org.hyperdex.core.impure;

import java.time.Instant;

/** Reads a clock of the machine through the calendar. */
public final class AsksTheCurrentDate {

  Instant time() {
    return Instant.now();
  }
}
