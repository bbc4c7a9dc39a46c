package org.hyperdex.storage.search;

/** Told about the work of searches. Any thread. */
public interface SearchObserver {
  /** A slice of a search has looked at {@code read} rows and found {@code matching} of them. */
  void scanned(long read, long matching);
}
