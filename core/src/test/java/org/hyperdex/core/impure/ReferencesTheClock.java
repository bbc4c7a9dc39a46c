package org.hyperdex.core.impure;

import java.util.function.LongSupplier;

/** Hides the clock behind a method reference. */
public final class ReferencesTheClock {

  LongSupplier clock() {
    return System::currentTimeMillis;
  }
}
