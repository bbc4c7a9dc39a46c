package org.hyperdex.coordinator.directory;

/**
 * What a data directory looks like.
 *
 * <p>A newer program reads every older format; an older program refuses a newer one.
 */
enum FormatVersion {
  /** Identity as properties; Ratis 3.3 log; snapshots and log entries as protocol buffers. */
  FIRST(1);

  static final FormatVersion CURRENT = FIRST;

  private final int number;

  FormatVersion(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
