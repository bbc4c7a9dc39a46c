package org.hyperdex.coordinator.directory;

/**
 * What a data directory looks like.
 *
 * <p>A program reads its own format only: no release has promised more yet. It refuses every other
 * one, older or newer, and touches nothing.
 */
enum FormatVersion {
  /** Identity as properties; Ratis 3.3 log; snapshots and log entries as protocol buffers. */
  FIRST(1),

  /** Entries carry their time; snapshots hold recoveries and former members of chains. */
  SECOND(2);

  static final FormatVersion CURRENT = SECOND;

  private final int number;

  FormatVersion(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
