package org.hyperdex.core.impure;

/** Reads the configuration of the process. */
public final class AsksTheEnvironment {

  int size() {
    return Integer.parseInt(System.getProperty("size"));
  }
}
