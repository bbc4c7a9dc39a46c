package org.hyperdex.core.index;

import org.hyperdex.core.data.Bytes;

/** Finds keys, in steps of bounded work. */
interface KeyStream extends AutoCloseable {
  /** Looks a bit further; if it has found a key, that is {@link #key}. */
  Candidates.Step step();

  /** The key that was found last. */
  Bytes key();

  @Override
  void close();
}
