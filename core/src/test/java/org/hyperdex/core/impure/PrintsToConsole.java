package org.hyperdex.core.impure;

/** Writes to the outside through a field. */
public final class PrintsToConsole {

  void print(String line) {
    System.out.println(line);
  }
}
