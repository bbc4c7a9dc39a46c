package org.hyperdex.core.impure;

/** Depends on the machine it runs on. */
public final class CountsProcessors {

  int count() {
    return Runtime.getRuntime().availableProcessors();
  }
}
