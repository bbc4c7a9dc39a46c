package org.hyperdex.client;

/** What is known of the effect of an operation that failed. */
public enum FailureOutcome {
  /** It had no effect and never will have. Reads always fail so. */
  NOT_APPLIED,
  /** It may have had its effect, may still have it, or never will; at most once in any case. */
  UNKNOWN
}
