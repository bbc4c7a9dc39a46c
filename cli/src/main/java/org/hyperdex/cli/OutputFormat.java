package org.hyperdex.cli;

/** How results and failures are written. */
public enum OutputFormat {
  /** For people, and in the forms of the original. */
  TEXT,
  /** For programs: JSON, one value a line. */
  JSON
}
